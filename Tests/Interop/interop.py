"""Lets OAuth clients that others wrote complete their flows against a running server.

    interop.py URL CA_FILE
"""

import sys
from importlib.metadata import version

import authlib_flows
import requests_oauthlib_flows
from steps import Steps
from world import World


def main(url, authority):
    names = ["Authlib", "requests-oauthlib", "oauthlib", "requests"]
    print("    " + ", ".join(f"{name} {version(name)}" for name in names))
    world = World(url, authority)
    steps = Steps()
    for flows in (authlib_flows.flows, requests_oauthlib_flows.flows):
        steps.run(flows, world)
    print(f"    {steps.done} steps as they should be, {len(steps.failed)} not")
    return 1 if steps.failed or not steps.done else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
