"""The report of what stayed out of a packet, as a file for the officer alone: text, or CSV for a spreadsheet."""

import csv
import io

from liaison_desk.briefings.records import Withheld, WithheldReport
from liaison_desk.domain.kinds import kind_words
from liaison_desk.domain.marking import list_order
from liaison_desk.foundation.core.formulas import guarded
from liaison_desk.foundation.core.language import Language


def rule_words(entry: Withheld, language: Language) -> str:
    """Return the rule that withheld a record, as a sentence."""
    return language.tr(entry.rule, **dict(entry.values))


def gap_words(report: WithheldReport, language: Language) -> str:
    """Return what the numbers of requests and injects tell by their gaps; "" where there is none."""
    if not report.gaps:
        return ""
    return language.tr(
        "Requests and injects print under their official numbers. From later ones a reader may see that these exist: {numbers}.",
        numbers=", ".join(report.gaps),
    )


def as_text(report: WithheldReport, language: Language) -> str:
    """Return the report as plain text, one record a paragraph."""
    nations = ", ".join(list_order(report.audience))
    lines = [
        language.tr("Withheld from the packet for {nations}. For the liaison officer alone.", nations=nations),
        language.tr("Records: {records}. Portions: {portions}.", records=report.records, portions=report.portions),
    ]
    lines += list(filter(None, [gap_words(report, language)]))
    for entry in report.entries:
        lines += ["", f"{kind_words(language, entry.record.kind)}: {_one_line(entry.record.label)}"]
        extent = language.count("{n} portion", "{n} portions", entry.portions)
        whole = language.tr("the whole record") if entry.whole else extent
        lines.append(f"  {language.tr('Withheld')}: {whole}")
        lines.append(f"  {language.tr('Rule')}: {rule_words(entry, language)}")
        if entry.may_permit:
            lines.append(f"  {language.tr('Could permit')}: {entry.may_permit}")
    return "\n".join(lines) + "\n"


def as_csv(report: WithheldReport, language: Language) -> str:
    """Return the report as CSV with a header; a label that a spreadsheet would calculate is quoted with an apostrophe."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    headings = ("Kind", "Record", "UID", "Portions", "Whole record", "Rule", "Nations", "Could permit")
    writer.writerow([language.tr(heading) for heading in headings])
    for entry in report.entries:
        writer.writerow(
            [
                kind_words(language, entry.record.kind),
                guarded(_one_line(entry.record.label)),
                guarded(entry.uid),
                entry.portions,
                language.tr("yes") if entry.whole else language.tr("no"),
                rule_words(entry, language),
                ", ".join(entry.blocked),
                entry.may_permit,
            ]
        )
    if gaps := gap_words(report, language):
        writer.writerow(["", "", "", "", "", gaps, "", ""])
    return file.getvalue()


def _one_line(text: str) -> str:
    return " ".join(text.split())
