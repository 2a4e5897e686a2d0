"""Polars to read and write, NumPy and SciPy between."""

import arrays
import numpy as np
import polars as pl
import rule


def work(tape, output, columns):
    dtypes = dict.fromkeys(rule.TEXT_READ, pl.String)
    dtypes |= dict.fromkeys(rule.NUMBERS_READ, pl.Float64) | dict.fromkeys(rule.WHOLE_READ, pl.Int64)
    data = pl.read_csv(tape, columns=list(rule.READ), schema_overrides=dtypes)
    guarantee = data["guarantee"]
    results = arrays.figures(
        *(data[name].to_numpy() for name in ("balance", "undrawn", "collateral_value", "score")),
        *((guarantee == kind).to_numpy() for kind in ("mortgage", "pledge", "guarantee")),
        data["size"].is_in(rule.RETAIL_SIZES).to_numpy(),
    )
    names = pl.Series([name for _, name in rule.CLASSES])
    numbers = arrays.class_numbers(data["days_past_due"].to_numpy())
    results["risk_class"] = names.gather(numbers.astype(np.uint32))
    table = {name: results[source] if source in results else data[source] for name, source in columns}
    pl.DataFrame(table).write_csv(output)


if __name__ == "__main__":
    rule.run(work)
