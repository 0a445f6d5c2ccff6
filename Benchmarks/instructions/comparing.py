"""Compares counts with those on record."""

from counting import Counts

LIMIT = 0.05  # of the count on record


def compare(counts: Counts, record: Counts) -> tuple[list[str], bool]:
    """A line for every case, and whether all is well.

    A case that grew by more than the limit is not well, nor is one that only one side knows.
    """
    lines, well = [], True
    for case in record.keys() | counts.keys():
        if case not in counts or case not in record:
            known = "on record" if case in record else "measured"
            lines.append(f"✗ {case}: only {known}; record anew")
            well = False
            continue
        change = counts[case] / record[case] - 1
        mark, remark = "✓", ""
        if change > LIMIT:
            mark, remark, well = "✗", f", more than {LIMIT:.0%} slower", False
        elif change < -LIMIT:
            mark, remark = "!", f", more than {LIMIT:.0%} faster: record anew"
        lines.append(f"{mark} {case}: {counts[case]:,.0f} instructions"
                     f" ({record[case]:,.0f} on record, {change:+.1%}{remark})")
    return sorted(lines, key=lambda line: line[2:]), well
