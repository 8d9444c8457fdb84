"""Parts that pages share: charts, tables, inputs."""
