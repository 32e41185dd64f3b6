from datetime import date, timedelta

import pytest

from api.console.day_plot import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, DayFigure, plot_days

FIRST = date(2026, 5, 1)


def figure(day: int, value: float, n_cases: int = 10, reach: float = 0.0) -> DayFigure:
    return DayFigure(FIRST + timedelta(days=day), value, value - reach, value + reach, n_cases)


def plot(*figures: DayFigure, unit: str = "%"):
    made = plot_days("CTR", unit, figures, lambda value: f"{value:.2f}")
    assert made is not None
    return made


def test_of_no_day_there_is_no_picture() -> None:
    assert plot_days("CTR", "%", [], str) is None


def test_everything_stands_inside_of_the_picture() -> None:
    made = plot(*(figure(day, 0.01 * day, reach=0.5) for day in range(90)))
    for point in made.points:
        assert LEFT <= point.x <= WIDTH
        assert all(TOP <= y <= HEIGHT - BOTTOM for y in (point.y, point.y_low, point.y_high))


def test_zero_is_at_the_bottom_and_the_round_number_above_the_highest_at_the_top() -> None:
    made = plot(figure(0, 0.0), figure(1, 0.36))
    assert made.points[0].y == HEIGHT - BOTTOM
    assert (made.values[0].label, made.values[-1].label) == ("0", "40")
    assert made.values[-1].place == TOP


def test_one_wide_interval_does_not_flatten_all_the_others() -> None:
    made = plot(*(figure(day, 0.04, reach=0.01) for day in range(9)), figure(9, 0.04, reach=0.9))
    assert made.values[-1].label == "8"
    assert made.points[-1].y_high == TOP


def test_the_line_is_the_mean_of_seven_days_weighed_by_their_cases() -> None:
    made = plot(figure(0, 0.1, n_cases=30), figure(1, 0.5, n_cases=10))
    (line,) = made.lines
    _, second = line.split(" ")
    top = {"40": 0.4, "80": 0.8}[made.values[-1].label]
    assert float(second.split(",")[1]) == pytest.approx(HEIGHT - BOTTOM - 0.2 / top * (HEIGHT - BOTTOM - TOP), abs=0.1)


def test_after_seven_days_without_a_figure_the_line_breaks_off() -> None:
    assert len(plot(figure(0, 0.1), figure(20, 0.1)).lines) == 2


def test_a_day_says_its_value_its_interval_and_its_cases() -> None:
    assert plot(figure(0, 0.5, reach=0.1)).points[0].told == "2026-05-01: 0.50 (95 % interval 0.40 to 0.60), 10 cases"


def test_labels_of_days_leave_each_other_room() -> None:
    made = plot(*(figure(day, 0.1) for day in range(90)))
    assert [mark.label for mark in made.days][:2] == ["1 May", "19 May"]
    assert len(made.days) <= 5
