"""Holds the numbers of `flows samples` to SciPy's, on random cases.

usage: statistics_peer.py PROGRAM CASES
Nothing is taken over from the program: bounds come from the quantiles of the beta distribution,
tails from the binomial one, ranks from counting, evidence from a sum of its own.
"""

import json
import math
import random
import subprocess
import sys

import numpy
from scipy import special, stats

SEED = 20260301
ERROR = 1e-9


def evidence(low, high, limit, successes, failures):
    """The likelihood averaged over 512 failure rates between two, against that at the limit."""
    rates = low + (high - low) * (numpy.arange(512) + 0.5) / 512
    ratios = successes * (numpy.log1p(-rates) - math.log1p(-limit))
    ratios += failures * (numpy.log(rates) - math.log(limit))
    return special.logsumexp(ratios) - math.log(512)


def first(start, holds):
    """The smallest number from `start` on for which `holds`, which stays true once it is."""
    low, high = start - 1, start
    while not holds(high):
        low, high = high, 2 * high + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def ranks(share, count, risk):
    lower = first(1, lambda rank: rank > count or stats.binom.cdf(rank - 1, count, share) > risk) - 1
    upper = first(1, lambda rank: rank > count or stats.binom.sf(rank - 1, count, share) <= risk)
    return lower or None, upper if upper <= count else None


def expected(limit, trials, failures, risk):
    """What the program has to say; `limit` is the failure rate at the claim."""
    seen = {
        "highest_failure_rate": 1.0 if failures == trials
        else stats.beta.isf(risk, failures + 1, trials - failures),
        "lowest_failure_rate": 0.0 if failures == 0
        else stats.beta.ppf(risk, failures, trials - failures + 1),
        "log_chance_of_no_more_at_the_limit": stats.binom.logcdf(failures, trials, limit),
        "log_chance_of_no_fewer_at_the_limit": stats.binom.logsf(failures - 1, trials, limit),
        "log_evidence_pass": evidence(0, limit, limit, trials - failures, failures),
        "log_evidence_fail": evidence(limit, min(10 * limit, 1), limit, trials - failures, failures),
    }
    zero = first(1, lambda n: stats.binom.cdf(0, n, limit) < risk)
    return seen, zero


def agrees(name, ours, theirs):
    if ours is None or theirs is None:
        return ours is None and (theirs is None or math.isinf(theirs))
    # SciPy takes the logarithm of a tail after computing it, so near one nothing relative is left.
    return abs(ours - theirs) <= ERROR * max(abs(theirs), 1e-3 if name.startswith("log") else 0)


def main(program, cases):
    choose = random.Random(SEED)
    compared = 0
    for number in range(cases):
        allowed = round(10 ** choose.uniform(5, 8.9))
        limit = allowed / 1e9
        trials = round(10 ** choose.uniform(0, 4.5))
        mean = trials * limit * choose.choice([0.2, 0.5, 1, 1, 2, 4])
        failures = min(trials, int(choose.expovariate(1) * mean) if mean else 0)
        confident = choose.choice([0.9, 0.95, 0.95, 0.95, 0.975, 0.99])
        risk = round(1 - confident, 9)
        words = [
            program, "flows", "samples", "--format", "json", "--plan", "quick",
            "--reliability", f"{100 - allowed / 1e7:.7f}%", "--confidence", f"{confident * 100:.4f}%",
            "--trials", str(trials), "--failures", str(failures),
        ]
        answer = json.loads(subprocess.run(words, capture_output=True, check=True, text=True).stdout)[0]
        place = f"case {number}: {' '.join(words[4:])}"
        seen, zero = expected(limit, trials, failures, risk)
        for name, theirs in seen.items():
            if not agrees(name, answer["seen"][name], theirs):
                sys.exit(f"error: {place}: {name}: SciPy {theirs!r}, ours {answer['seen'][name]!r}")
            compared += 1
        if answer["quick"]["payloads"] != zero:
            sys.exit(f"error: {place}: SciPy wants {zero} payloads, ours {answer['quick']['payloads']}")
        for bounds in answer["seen"]["latency_ranks"]:
            theirs = ranks(bounds["percentile"] / 100, trials, risk)
            if (bounds["lower"], bounds["upper"]) != theirs:
                sys.exit(f"error: {place}: p{bounds['percentile']}: SciPy {theirs}, ours {bounds}")
            compared += 2
        compared += 1
    print(f"statistics: {compared} numbers of {cases} random cases agree with SciPy to {ERROR:g}")


main(sys.argv[1], int(sys.argv[2]))
