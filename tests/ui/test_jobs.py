"""The lane: one job at a time, the newest request of a kind wins, results on the window's thread."""

import threading
import time

import pytest

from ui.jobs import Lane, Ticket


@pytest.fixture
def lane(qapp):
    made = Lane()
    yield made
    made.close()


def fail(error):
    raise AssertionError(error)


def test_a_result_arrives_on_the_thread_of_the_window(lane, qtbot):
    got = []

    def done(worked_on):
        got.append((worked_on, threading.current_thread()))

    lane.run(Ticket(lambda cancelled: threading.current_thread(), done, fail))
    qtbot.waitUntil(lambda: bool(got))
    worked_on, told_on = got[0]
    assert told_on is threading.main_thread()
    assert worked_on is not told_on


def test_of_many_waiting_requests_of_a_kind_only_the_newest_runs(lane, qtbot):
    gate, ran = threading.Event(), []
    lane.run(Ticket(lambda cancelled: gate.wait(5), ran.append, fail, "look"))
    for number in range(50):
        lane.run(Ticket(lambda cancelled, number=number: number, ran.append, fail, "look"))
    gate.set()
    qtbot.waitUntil(lambda: not lane.is_busy)
    assert ran == [True, 49]


def test_jobs_without_a_kind_are_all_done_in_order(lane, qtbot):
    ran = []
    for number in range(5):
        lane.run(Ticket(lambda cancelled, number=number: number, ran.append, fail))
    qtbot.waitUntil(lambda: len(ran) == 5)
    assert ran == [0, 1, 2, 3, 4]


def test_a_slider_gets_many_results_while_it_moves(lane, qtbot):
    ran = []
    for number in range(40):
        lane.run(Ticket(lambda cancelled, number=number: time.sleep(0.015) or number,
                        ran.append, fail, "slide"))  # fmt: skip
        qtbot.wait(5)
    qtbot.waitUntil(lambda: not lane.is_busy)
    assert len(ran) >= 8
    assert ran[-1] == 39
    assert ran == sorted(ran)


def test_a_stale_job_is_asked_to_stop_and_says_nothing(lane, qtbot):
    started, ran = threading.Event(), []

    def long(cancelled):
        started.set()
        while not cancelled():
            time.sleep(0.002)
        return "stale"

    lane.run(Ticket(long, ran.append, fail, "look"))
    assert started.wait(5)
    lane.run(Ticket(lambda cancelled: "new", ran.append, fail, "look"), cancel_running=True)
    qtbot.waitUntil(lambda: not lane.is_busy)
    assert ran == ["new"]


def test_cancel_forgets_what_waits_and_stops_what_runs(lane, qtbot):
    ran = []

    def long(cancelled):
        while not cancelled():
            time.sleep(0.002)

    lane.run(Ticket(long, ran.append, fail, "read"))
    lane.run(Ticket(lambda cancelled: 1, ran.append, fail, "read"))
    lane.cancel("read")
    qtbot.waitUntil(lambda: not lane.is_busy)
    assert ran == []


def test_an_error_is_told_and_the_lane_goes_on(lane, qtbot):
    errors, ran = [], []
    lane.run(Ticket(lambda cancelled: 1 / 0, ran.append, errors.append))
    lane.run(Ticket(lambda cancelled: 7, ran.append, fail))
    qtbot.waitUntil(lambda: ran == [7])
    assert isinstance(errors[0], ZeroDivisionError)


def test_busy_is_told_once_for_work_and_once_for_rest(lane, qtbot):
    told, ran = [], []
    lane.busy_changed.connect(told.append)
    lane.run(Ticket(lambda cancelled: 1, ran.append, fail))
    qtbot.waitUntil(lambda: ran == [1])
    assert told == [True, False]


def test_closing_stops_the_job_quickly_and_nothing_arrives_later(qapp, qtbot):
    lane, started, ran = Lane(), threading.Event(), []

    def long(cancelled):
        started.set()
        while not cancelled():
            time.sleep(0.002)

    lane.run(Ticket(long, ran.append, ran.append))
    assert started.wait(5)
    before = time.monotonic()
    lane.close()
    assert time.monotonic() - before < 1
    lane.run(Ticket(lambda cancelled: 1, ran.append, fail))
    qtbot.wait(30)
    assert ran == []
