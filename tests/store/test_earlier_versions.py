from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest

from mou_desktop.errors import MouError
from mou_desktop.store import project_file, versions
from tests.support.disks import small_disk, unchangeable
from tests.support.files import (
    COMPLETE,
    NOW,
    needs,
    plain_sentence,
    raw_of,
    run_code,
    sealed,
    tiny_data,
    tiny_file,
    tiny_raw,
)

if TYPE_CHECKING:
    from pathlib import Path

    from mou_desktop.store.project_file import Project

ID = tiny_raw()["id"]


def saved_at(when: str, **more: Any) -> bytes:
    """Return a file that was saved then; its body is like no other's."""
    return sealed({**tiny_raw(), "saved": when, **more})


def keep(folder: Path, when: str, now: str = NOW) -> versions.Version:
    found = versions.keep(saved_at(when), folder / "acton.mou", folder / "versions", now)
    assert found is not None
    return found


def times(folder: Path) -> list[str]:
    return [one.time for one in versions.kept(ID, folder / "versions")]


def day(number: int, hour: int = 12) -> str:
    """Return a time so many days before NOW."""
    then = datetime.datetime(2027, 3, 4, hour, tzinfo=datetime.UTC)
    return (then - datetime.timedelta(days=number)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_version_is_the_bytes_of_the_file_and_tells_where_it_came_from(tmp_path: Path) -> None:
    kept = keep(tmp_path, "2027-01-02T03:04:05Z")

    assert kept.path.read_bytes() == saved_at("2027-01-02T03:04:05Z")
    assert (kept.time, kept.size) == ("2027-01-02T03:04:05Z", kept.path.stat().st_size)
    assert kept.digest == raw_of(kept.path)["integrity"]["sha256"]
    assert kept.original == str(tmp_path / "acton.mou")
    assert versions.read(kept).document.saved == kept.time


def test_versions_are_listed_newest_first_and_found_by_the_checksum_of_their_body(
    tmp_path: Path,
) -> None:
    first, second = keep(tmp_path, day(2)), keep(tmp_path, day(1))

    assert versions.kept(ID, tmp_path / "versions") == [second, first]
    assert versions.find(first.digest, ID, tmp_path / "versions") == first
    assert versions.find("0" * 64, ID, tmp_path / "versions") is None
    assert versions.kept("another", tmp_path / "versions") == []


def test_the_same_version_is_kept_once(tmp_path: Path) -> None:
    assert keep(tmp_path, day(1)) == keep(tmp_path, day(1))
    assert len(times(tmp_path)) == 1


def test_what_is_no_agreement_is_not_kept(tmp_path: Path) -> None:
    assert versions.keep(b"letter", tmp_path / "a.mou", tmp_path / "versions", NOW) is None
    assert not (tmp_path / "versions").exists()


def test_the_last_twenty_stay_and_the_last_of_each_of_thirty_days(tmp_path: Path) -> None:
    for number in range(40, -1, -1):
        for hour in (9, 15):
            keep(tmp_path, day(number, hour))

    found = times(tmp_path)
    assert found[:20] == [day(number, hour) for number in range(10) for hour in (15, 9)]
    assert found[20:] == [day(number, 15) for number in range(10, 30)]


@pytest.mark.faults("D16")
@pytest.mark.parametrize("now", ["1970-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "no time", ""])
def test_a_clock_that_is_wrong_costs_none_of_the_last_twenty(tmp_path: Path, now: str) -> None:
    for number in range(25):
        keep(tmp_path, day(number), now=now)

    assert len(times(tmp_path)) >= 20
    assert day(0) in times(tmp_path)


def test_a_version_that_was_kept_just_now_stays_however_old_it_is(tmp_path: Path) -> None:
    for number in range(20):
        keep(tmp_path, day(0, number))
    old = keep(tmp_path, "2020-01-01T00:00:00Z")

    assert old.path.exists()


@pytest.mark.parametrize("saved", ["", "yesterday", "2027-13-40T00:00:00Z", "../../x"])
def test_a_file_that_does_not_say_when_it_was_saved_is_kept_as_of_now(
    tmp_path: Path, saved: str
) -> None:
    assert keep(tmp_path, saved).time == NOW


@pytest.mark.faults("B14")
@pytest.mark.parametrize("id_", ["../../outside", "/etc", "", "a\0b", "x" * 500, "CON", "\u00e9"])
def test_an_id_that_leads_elsewhere_leads_nowhere(tmp_path: Path, id_: str) -> None:
    folder = tmp_path / "deep" / "versions"
    kept = versions.keep(saved_at(NOW, id=id_), tmp_path / "a.mou", folder, NOW)

    assert kept is not None
    assert kept.path.parent.parent == folder
    assert versions.kept(id_, folder) == [kept]


def test_all_versions_of_one_agreement_are_deleted_and_of_no_other(tmp_path: Path) -> None:
    keep(tmp_path, day(1))
    folder = tmp_path / "versions"
    other = versions.keep(COMPLETE.read_bytes(), COMPLETE, folder, NOW)

    versions.delete_all(ID, folder)

    assert versions.kept(ID, folder) == []
    assert other is not None
    assert other.path.exists()
    versions.delete_all(ID, folder)


@needs("chattr")
def test_versions_that_cannot_be_deleted_are_said(tmp_path: Path) -> None:
    place = keep(tmp_path, day(1)).path.parent
    with unchangeable(place), pytest.raises(MouError) as caught:
        versions.delete_all(ID, tmp_path / "versions")

    assert "Not all earlier versions" in plain_sentence(str(caught.value))


def test_places_that_cannot_be_read_cost_only_the_places(tmp_path: Path) -> None:
    kept = keep(tmp_path, day(1))
    kept.path.with_name("places.json").write_bytes(b"\0\0")

    assert [one.original for one in versions.kept(ID, tmp_path / "versions")] == [""]


# ---- when one is kept ------------------------------------------------------------------------


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def save(keeper: versions.Keeper, project: Project, path: Path, second: int) -> Project:
    now = f"2027-03-04T05:07:{second:02}Z"
    assert keeper.before_save(project, path, now) == ""
    return project_file.save(project, path, now)


def test_the_first_save_of_a_session_keeps_what_was_there_and_then_one_each_ten_minutes(
    tmp_path: Path,
) -> None:
    path, clock = tiny_file(tmp_path), Clock()
    keeper = versions.Keeper(tmp_path / "versions", clock)
    project = project_file.load(path)
    first = project.document.saved

    project = save(keeper, project, path, 1)
    clock.now += 599
    project = save(keeper, project, path, 2)
    assert times(tmp_path) == [first]
    clock.now += 1
    project = save(keeper, project, path, 3)

    assert times(tmp_path) == ["2027-03-04T05:07:02Z", first]


def test_a_first_save_of_a_new_agreement_keeps_nothing(tmp_path: Path) -> None:
    project = project_file.Project(document=project_file.loads(tiny_data()).document)

    save(versions.Keeper(tmp_path / "versions"), project, tmp_path / "acton.mou", 1)

    assert not (tmp_path / "versions").exists()


@pytest.mark.faults("A15")
def test_what_is_replaced_unread_is_kept_always(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    keeper = versions.Keeper(tmp_path / "versions")
    mine = save(keeper, project_file.load(path), path, 1)
    theirs = saved_at("2027-03-04T05:08:00Z")
    path.write_bytes(theirs)

    assert keeper.before_save(mine, path, NOW, over=True) == ""

    assert theirs in [one.path.read_bytes() for one in versions.kept(ID, tmp_path / "versions")]


@pytest.mark.faults("A24")
@needs("chattr")
def test_a_store_that_may_only_be_read_does_not_hold_up_a_save(tmp_path: Path) -> None:
    path, home = tiny_file(tmp_path), tmp_path / "home"
    home.mkdir()
    project = project_file.load(path)

    with unchangeable(home):
        warning = versions.Keeper(home / "versions").before_save(project, path, NOW)
    project_file.save(project, path, NOW)

    assert warning.startswith("The version before this one was not kept. ")
    assert plain_sentence(warning)
    assert raw_of(path)["saved"] == NOW


@pytest.mark.faults("A24")
def test_a_store_that_is_full_does_not_hold_up_a_save(tmp_path: Path) -> None:
    path = tiny_file(tmp_path)
    project = project_file.load(path)
    with small_disk(tmp_path, "8k") as disk:
        warning = versions.Keeper(disk / "versions").before_save(project, path, NOW)

        assert "not enough space" in plain_sentence(warning)
    project_file.save(project, path, NOW)


DYING = """
import os, sys
from pathlib import Path
from mou_desktop.store import versions
home, last, seen, names = Path(sys.argv[1]), int(sys.argv[2]), [0], []
def hook(name, args):
    if name.startswith(("os.", "open", "shutil")) and "versions" in str(args):
        seen[0] += 1
        if seen[0] == last:
            os._exit(9)
data = (home / "new.mou").read_bytes()
sys.addaudithook(hook)
versions.keep(data, home / "acton.mou", home / "versions", "2027-03-04T05:06:07Z")
"""


@pytest.mark.faults("A01")
def test_keeping_a_version_that_dies_at_any_event_leaves_whole_versions(tmp_path: Path) -> None:
    (tmp_path / "new.mou").write_bytes(saved_at(day(0)))
    old = keep(tmp_path, day(1))
    status, last = 9, 0
    while status == 9:
        last += 1
        for one in versions.kept(ID, tmp_path / "versions"):
            if one != old:
                one.path.unlink()
        status = run_code(DYING, str(tmp_path), str(last)).returncode
        found = versions.kept(ID, tmp_path / "versions")
        assert found[-1].path == old.path, f"after event {last}"
        assert all(versions.read(one).document.id == ID for one in found)

    assert (status, times(tmp_path)) == (0, [day(0), day(1)])
    assert last > 4


# ---- the common ancestor ---------------------------------------------------------------------


def test_the_newest_body_that_both_descend_from_is_the_ancestor(tmp_path: Path) -> None:
    folder = tmp_path / "versions"
    path = tiny_file(tmp_path)
    line = [project_file.load(path)]
    for second in range(3):
        line.append(project_file.save(line[-1], path, f"2027-03-04T05:07:0{second}Z"))
        versions.keep(line[-1].data, path, folder, NOW)
    mine = project_file.save(line[2], tmp_path / "mine.mou", "2027-03-04T05:08:00Z", over=True)
    theirs = line[3]

    found = versions.ancestor(mine, theirs, folder)

    assert found is not None
    assert found.digest == line[2].body
    found.path.unlink()
    older = versions.ancestor(mine, theirs, folder)
    assert older is not None
    assert older.digest == line[1].body


def test_two_agreements_have_no_ancestor(tmp_path: Path) -> None:
    one = project_file.loads(tiny_data())
    versions.keep(one.data, tmp_path / "a.mou", tmp_path / "versions", NOW)

    assert versions.ancestor(one, project_file.load(COMPLETE), tmp_path / "versions") is None
