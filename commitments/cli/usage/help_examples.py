"""Holds the examples of each command's help. Runs none; a test runs them all over docs/example."""

from __future__ import annotations

from collections.abc import Mapping

from commitments.errors import N_

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "": (
        ("commit status", N_("What stands where, most urgent first.")),
        ("commit show flood-sensors", N_("Everything known of one record.")),
        ("commit changes --since 30d", N_("What changed in the last thirty days.")),
    ),
    "status": (
        ("commit status --by lead", N_("Count the records of each lead.")),
        ("commit status --tag water --all", N_("Closed records with a tag, too.")),
        ("commit status --output status.csv", N_("Write a table that Excel opens.")),
    ),
    "overdue": (
        ("commit overdue --within 30d", N_("What falls due within thirty days, too.")),
        ("commit overdue --as-of 2026-06-30", N_("What was overdue on an earlier day.")),
    ),
    "show": (
        ("commit show flood-sensors", N_("Everything known of one record.")),
        (
            "commit show flood-sensors --format md",
            N_("The same as a document, for a comment on a code host."),
        ),
        ("commit show ai-service-plan --as-of 2026-03-31", N_("The record as it was on an earlier day.")),
    ),
    "changes": (
        ("commit changes --since 30d", N_("What changed in the last thirty days.")),
        ("commit changes flood-sensors --field due", N_("Every move of one deadline.")),
    ),
    "review": (
        ("commit review", N_("What this branch and the edits not committed change.")),
        ("commit review HEAD~1...HEAD --format md", N_("What the last commit changes, for a comment.")),
    ),
    "audit": (
        ("commit audit", N_("The findings in all of history.")),
        ("commit audit --since 2026-03-01", N_("The findings since a day.")),
    ),
    "slips": (
        ("commit slips", N_("The deadlines that moved, per record and per lead.")),
        ("commit slips --lead thanh-van-science --all", N_("All deadlines of one lead, moved or not.")),
    ),
    "trend": (
        ("commit trend --every quarter", N_("The counts at the end of each quarter.")),
        ("commit trend --from 2026-01-01 --every month", N_("The counts of this year, month by month.")),
    ),
    "brief": (
        ("commit brief --with norhaven --for thanh-van", N_("The paper for a meeting with a party.")),
        (
            "commit brief --with GB --for thanh-van --output brief.html",
            N_("The paper for a country, as a page to print."),
        ),
    ),
    "apply-form": (
        ("commit apply-form event.json --dry-run", N_("What the form of an issue would change.")),
        ("commit apply-form event.json --lang vi", N_("Apply it, and answer in Vietnamese.")),
    ),
    "nudge": (
        ("commit nudge", N_("Whom to write to, and about what.")),
        (
            "commit nudge --lead thanh-van-science --letters reminder.md",
            N_("The letter to one lead, for you to send."),
        ),
        (
            "commit nudge --lead thanh-van-science --sent --dry-run",
            N_("How its records would say that it was reminded."),
        ),
    ),
    "parties": (
        ("commit parties", N_("Every party with its records.")),
        ("commit parties --format csv", N_("The same as a table for a spreadsheet.")),
    ),
    "parties add": (
        (
            'commit parties add norhaven-museum --name "Norhaven Museum" --kind other --country GB',
            N_("Add a party with its name, its kind and its country."),
        ),
        (
            'commit parties add tv-health --name "Department of Health" --kind agency --part-of thanh-van',
            N_("Add a body below another one."),
        ),
    ),
    "parties draft": (
        ("commit parties draft plan.csv", N_("Show the parties of a table that the registry lacks.")),
        (
            "commit parties draft plan.csv --output new-parties.yaml",
            N_("Write them to a file, to be checked."),
        ),
    ),
    "events": (
        ("commit events", N_("Every event with the records that wait for it.")),
        ("commit events --format json", N_("The same for a program.")),
    ),
    "events add": (
        ('commit events add budget-vote --name "Budget vote"', N_("Add an event without a date yet.")),
        (
            'commit events add budget-vote --name "Budget vote" --date 2027-Q1',
            N_("Add an event with its date."),
        ),
    ),
    "events set": (
        (
            'commit events set second-summit 2027-05-12 --reason "The hall is booked."',
            N_("Give the date; the deadlines that hang on it follow."),
        ),
        (
            'commit events set second-summit 2027-05-12 --reason "The hall is booked." --dry-run',
            N_("Show what would change, and write nothing."),
        ),
    ),
    "report": (
        ("commit report page.html", N_("The register as one page, in both languages.")),
        (
            "commit report public.html --public --since leaders-meeting-2025",
            N_("For the public, with what changed since a meeting."),
        ),
    ),
    "export": (
        ("commit export register.xlsx", N_("A workbook to fill in and to import again.")),
        (
            "commit export science.ics --lead thanh-van-science",
            N_("A calendar of the deadlines of one body."),
        ),
        ("commit export data --format datapackage", N_("Tables for databases and other engines.")),
    ),
    "explain": (
        ("commit explain due-moved-silently", N_("What one rule requires, and how to fix what breaks it.")),
        ("commit explain", N_("Every rule with its sentence.")),
    ),
    "validate": (
        ("commit validate", N_("Every fault of every file.")),
        ("commit validate records/flood-sensors.yaml --strict", N_("One file; warnings fail, too.")),
        ("commit validate --fix", N_("Fix what can be fixed safely.")),
    ),
    "git-setup": (
        ("commit git-setup", N_("Set this clone up.")),
        ("commit git-setup --undo", N_("Undo the setup.")),
    ),
    "help": (
        ("commit help status", N_("The options and examples of one command.")),
        ("commit help events set", N_("The same of a command below another one.")),
    ),
    "init": (
        ("commit init our-commitments", N_("A new register in a folder of its own.")),
        (
            "commit init our-plan --from plan.csv --kind agreed_action",
            N_("A new register with the rows of a table."),
        ),
        ("commit init --refresh", N_("Bring the shipped files of this register up to date.")),
    ),
    "new": (
        (
            'commit new --title "Sister libraries" --kind agreed_action --lead thanh-van-education'
            " --due 2027-Q2 --source minutes.pdf",
            N_("Write a record without being asked anything."),
        ),
        (
            'commit new --from teacher-exchange --title "Exchange of librarians"',
            N_("Take the parties and the source of another record."),
        ),
    ),
    "update": (
        (
            'commit update flood-sensors --note "Forty sensors answer." --by thanh-van-science',
            N_("Add an update."),
        ),
        ('commit update flood-sensors --set title.vi="Cảm biến lũ"', N_("Set any field.")),
        (
            "commit update teacher-exchange --evidence https://example.org/report --title Report",
            N_("Add a piece of evidence."),
        ),
    ),
    "milestone": (
        (
            "commit milestone flood-sensors alert-link met --met-on 2026-11-20",
            N_("A milestone is met, on this day."),
        ),
        (
            "commit milestone flood-sensors alert-link met --met-on 2026-11-20 --dry-run",
            N_("Show what would change, and write nothing."),
        ),
    ),
    "hold": (
        ("commit hold port-data-exchange 2026-09 --met-on 2026-11-20", N_("It was held, on this day.")),
        (
            'commit hold port-data-exchange 2026-09 --lapsed "Both ports changed their systems."',
            N_("It was let go, for this reason."),
        ),
    ),
    "reschedule": (
        (
            'commit reschedule flood-sensors 2027-03 --reason "The poles come in February."'
            " --agreed-by norhaven",
            N_("Move a deadline, with the reason and who agreed."),
        ),
        (
            'commit reschedule flood-sensors --none --reason "Both sides wait for the poles."',
            N_("Lift a deadline."),
        ),
    ),
    "close": (
        (
            "commit close flood-sensors --as fulfilled --met-on 2026-11-20"
            " --evidence https://example.org/report --title Report",
            N_("It is fulfilled, as this report shows."),
        ),
        (
            'commit close trade-fair-2026 --as withdrawn --reason "The hall was sold."',
            N_("It was dropped, for this reason."),
        ),
    ),
    "reopen": (
        (
            'commit reopen direct-cargo-line --why "Norhaven asked to try again." --as agreed',
            N_("Open a closed record again, with the reason."),
        ),
        (
            'commit reopen direct-cargo-line --why "Norhaven asked to try again." --as agreed --dry-run',
            N_("Show what would change, and write nothing."),
        ),
    ),
    "save": (
        ("commit save", N_("Commit every edit, with a message made of the changes.")),
        (
            'commit save flood-sensors -m "The sensors of the lower wards"',
            N_("Commit one record, with a message of your own."),
        ),
    ),
    "undo": (
        ("commit undo", N_("Take the last edit or save back.")),
        ("commit undo --dry-run", N_("Show what would change, and write nothing.")),
    ),
    "import": (
        ("commit import plan.csv --kind agreed_action", N_("Show what a table would become.")),
        (
            "commit import plan.csv --kind agreed_action --skip-faulty --write",
            N_("Write the records, and leave out rows with faults."),
        ),
    ),
}
"""The examples of each command, by its name; each is a command line and what it gives."""
