from django.db import migrations

PLAIN = [
    *("received", "heard", "confirmed", "misheard", "assessed", "accepted", "declined", "set_aside", "lasting", "by_hand"),
    *("promoted", "shipped", "told", "quiet", "came_back", "in_time", "late", "proposed", "from_complaint"),
]
APART = "grain, first, channel, language, team_id"
SHELVES = {"keys": "numbers", "durations": "durations_n", "hours": "hours_n"}
MORE = """, more_{keys} AS (
  SELECT {apart}, array_agg(key ORDER BY key) AS {keys}, array_agg(n ORDER BY key) AS {numbers}
  FROM (
    SELECT {apart}, key, sum(n)::int AS n
    FROM (SELECT {apart}, unnest({keys}) AS key, unnest({numbers}) AS n FROM finer) AS each
    GROUP BY {apart}, key HAVING sum(n) <> 0
  ) AS summed
  GROUP BY {apart}
)"""
SUMMED = """
INSERT INTO metrics_count (cut, {apart}, area_id, company_id, {plain}, {shelves})
WITH finer AS MATERIALIZED (
  SELECT {apart}, {plain}, {shelves} FROM metrics_count WHERE cut = 'each'
), sums AS (
  SELECT {apart}, {sums} FROM finer GROUP BY {apart}
){more}
SELECT 'but_area', {apart}, 0, 0, {plain}, {filled}
FROM sums {joined} ORDER BY {apart}
""".format(  # noqa: S608 (names of our own)
    apart=APART,
    plain=", ".join(PLAIN),
    shelves=", ".join(name for pair in SHELVES.items() for name in pair),
    filled=", ".join(f"coalesce({name}, '{{}}')" for pair in SHELVES.items() for name in pair),
    sums=", ".join(f"sum({name})::int AS {name}" for name in PLAIN),
    more="".join(MORE.format(apart=APART, keys=keys, numbers=numbers) for keys, numbers in SHELVES.items()),
    joined=" ".join(f"LEFT JOIN more_{keys} USING ({APART})" for keys in SHELVES),
)
"""The new cut from the finer one that is there: nothing has to be counted again for it."""


class Migration(migrations.Migration):
    dependencies = [
        ("metrics", "0006_one_index_of_companies"),
    ]

    operations = [
        migrations.RunSQL(f"SET LOCAL enable_nestloop = off; {SUMMED}", "DELETE FROM metrics_count WHERE cut = 'but_area'"),
    ]
