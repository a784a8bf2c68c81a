from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace as with_field

import pytest

import sayso
from sayso import pipeline
from sayso.errors import InputError, ModelError
from sayso.extraction.gazetteer import load_gazetteer
from sayso.intake import InputFailure
from sayso.pipeline import batched, read_in_pool
from sayso.reading import Reading
from sayso.report import Report, content_id
from sayso.workers import Pool
from tests import fake_reader
from tests.annotations import annotate

Item = Report | InputFailure

BAD = InputFailure(source="wire.jsonl", line=3, message="not valid JSON")


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: fake_reader.fake_reader())


def report(name: str, text: str = "Holm said no.") -> Report:
    return Report(id=name, text=text)


def names(outputs: Sequence[Reading | InputFailure]) -> list[str | None]:
    return [item.report.id if isinstance(item, Reading) else item.id for item in outputs]


def test_a_text_is_read_with_what_the_caller_knows_of_it() -> None:
    reading = sayso.read("Holm said no.", published="2024-03-14", outlet="Harbour Post")
    assert (reading.report.published, reading.report.outlet) == ("2024-03-14", "Harbour Post")
    assert reading.report.id == content_id("Holm said no.")
    assert [reading.report.text[slice(*s.content[0])] for s in reading.statements] == ["no"]


def test_what_the_caller_knows_holds_over_what_the_report_says() -> None:
    known = Report(id="x", text="Holm said no.", published="2020-01-01", outlet="Old Post")
    reading = sayso.read(known, published="2024-03-14")
    assert (reading.report.published, reading.report.outlet) == ("2024-03-14", "Old Post")


def test_a_reading_says_what_made_it() -> None:
    meta = sayso.read("Holm said no.").meta
    assert meta is not None
    assert (meta.version, meta.model, meta.model_hash, meta.seconds) == (sayso.__version__, "fake", "sha256:0", 0.0)


def test_the_same_report_gives_the_same_reading() -> None:
    assert sayso.read("Holm said no.").to_json() == sayso.read("Holm said no.").to_json()


def test_nothing_to_read_is_an_error_of_the_input() -> None:
    with pytest.raises(InputError):
        sayso.read(" \n ")


def test_a_text_that_defeats_the_reader_is_an_error_that_names_it() -> None:
    with pytest.raises(InputError, match="wire-7: this text could not be read"):
        sayso.read(report("wire-7", "an unreadable text"))


def test_many_reports_are_read_in_order_and_failures_keep_their_place() -> None:
    inputs = [report("a"), BAD, report("b", "an unreadable text"), "Holm said yes.", " ", report("c")]
    outputs = list(sayso.read_many(inputs))
    kinds = [type(item).__name__ for item in outputs]
    assert kinds == ["Reading", "InputFailure", "InputFailure", "Reading", "InputFailure", "Reading"]
    assert outputs[1] is BAD
    assert names(outputs)[::2] == ["a", "b", None]


def test_few_reports_start_no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "Pool", None)
    assert len(list(sayso.read_many([report("a"), report("b")], jobs=2))) == 2


def test_one_job_starts_no_workers_and_takes_reports_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "Pool", None)
    monkeypatch.setattr(pipeline, "BATCH_CHARACTERS", 1)
    taken = []

    def reports() -> Iterator[Report]:
        for name in "abc":
            taken.append(name)
            yield report(name)

    readings = sayso.read_many(reports(), jobs=1)
    next(readings)
    assert taken == ["a"]


def test_batches_hold_about_the_same_amount_of_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH_CHARACTERS", 20)
    items = [report("a", "x" * 15), report("b", "x" * 15), BAD, report("c", "x" * 50), report("d", "x")]
    assert [names_of(batch) for batch in batched(items)] == [["a", "b"], [None, "c"], ["d"]]


def names_of(batch: Sequence[Item]) -> list[str | None]:
    return [item.id for item in batch]


def test_a_pool_gives_the_same_outputs_in_the_same_order() -> None:
    inputs: list[Item] = [report(str(n), f"Holm said {n}.") for n in range(9)]
    inputs[4] = BAD
    inputs[6] = report("6", "an unreadable text")
    batches = [inputs[:2], inputs[2:5], inputs[5:]]
    with closing(Pool(fake_reader.make, 2)) as pool:
        pooled = list(read_in_pool(pool, batches))
    alone = fake_reader.fake_reader().read_batch(inputs)
    assert pooled == alone


def test_a_report_that_kills_its_worker_costs_no_other_report() -> None:
    batches = [[report("a"), report("b", "a deadly text"), report("c")], [report("d")]]
    with closing(Pool(fake_reader.make, 2)) as pool:
        outputs = list(read_in_pool(pool, batches))
    assert [type(item).__name__ for item in outputs] == ["Reading", "InputFailure", "Reading", "Reading"]
    assert names(outputs) == ["a", "b", "c", "d"]


def test_a_damaged_model_stops_the_run() -> None:
    with (
        closing(Pool(fake_reader.make_without_model, 1)) as pool,
        pytest.raises(ModelError, match="install sayso again"),
    ):
        list(read_in_pool(pool, [[report("a")]]))


def test_stages_run_in_their_order() -> None:
    def first(_: object, reading: Reading) -> Reading:
        seen.append("first")
        return reading

    def second(_: object, reading: Reading) -> Reading:
        seen.append("second")
        return reading

    seen: list[str] = []
    with_field(fake_reader.fake_reader(), stages=(first, second)).read(report("a"))
    assert seen == ["first", "second"]


def test_the_stages_join_statements_actors_entities_and_times() -> None:
    annotation = annotate(
        "Ada/NNP/2/compound Holm/NNP/3/nsubj said/VBD/0/root the/DT/5/det bridge/NN/6/nsubj closed/VBD/3/ccomp "
        "on/IN/8/case Friday/NNP/6/obl ././3/punct",
        attributions=[("Ada Holm", "said", "the bridge closed on Friday")],
        entities=[("Ada Holm", "Person"), ("the bridge", "Facility")],
        times=[("Friday", "DATE")],
    )
    reader = with_field(
        fake_reader.fake_reader(), annotate=lambda _: annotation, stages=pipeline.stages(load_gazetteer())
    )
    reading = reader.read(Report(id="x", text=annotation.text, published="2024-03-14"))
    (statement,) = reading.statements
    speaker = next(actor for actor in reading.actors if actor.id == statement.speaker)
    assert (speaker.name, statement.sourcing, statement.act) == ("Ada Holm", "named", "say")
    assert [(entity.kind, entity.actor) for entity in reading.entities] == [("Person", speaker.id), ("Facility", None)]
    assert [time.value for time in reading.times] == ["2024-03-08"]
