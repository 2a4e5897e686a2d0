"""pandas to read and write, NumPy and SciPy between."""

import arrays
import numpy as np
import pandas as pd
import rule


def work(tape, output, columns):
    dtypes = dict.fromkeys(rule.TEXT_READ, "str")
    dtypes |= dict.fromkeys(rule.NUMBERS_READ, "float64") | dict.fromkeys(rule.WHOLE_READ, "int64")
    data = pd.read_csv(tape, usecols=list(rule.READ), dtype=dtypes)
    guarantee = data["guarantee"]
    results = arrays.figures(
        *(data[name].to_numpy() for name in ("balance", "undrawn", "collateral_value", "score")),
        *((guarantee == kind).to_numpy(dtype=bool) for kind in ("mortgage", "pledge", "guarantee")),
        data["size"].isin(rule.RETAIL_SIZES).to_numpy(dtype=bool),
    )
    names = np.array([name for _, name in rule.CLASSES], dtype=object)
    results["risk_class"] = names[arrays.class_numbers(data["days_past_due"].to_numpy())]
    table = {name: results[source] if source in results else data[source] for name, source in columns}
    pd.DataFrame(table).to_csv(output, index=False)


if __name__ == "__main__":
    rule.run(work)
