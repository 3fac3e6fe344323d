"""Steps of a flow: one line each, and a count of those that did not go as they should."""

import contextlib


class Deviation(Exception):
    """The server did something else than a client may expect."""


class FlowEnded(Exception):
    """A step failed, and the rest of its flow stands on it."""


def expect(condition, sentence):
    """Ends the step unless the condition holds."""
    if not condition:
        raise Deviation(sentence)


@contextlib.contextmanager
def refused(kind, code):
    """The block must raise a `kind` whose `error` member is `code`."""
    try:
        yield
    except kind as error:
        expect(error.error == code, f"expected the error '{code}', received '{error.error}'")
    else:
        raise Deviation(f"expected the error '{code}', received success")


class Steps:
    """What has been tried so far."""

    def __init__(self):
        self.done = 0
        self.failed = []

    @contextlib.contextmanager
    def step(self, name):
        """Runs a block as one step."""
        try:
            yield
        except FlowEnded:
            raise
        # Whatever a client throws at us, from a failed handshake to a bug of its own, is a finding.
        except Exception as error:
            self.failed.append(name)
            words = str(error) or "no message"
            print(f"    FAILED {name}: {type(error).__name__}: {words}", flush=True)
            raise FlowEnded(name) from error
        self.done += 1
        print(f"    ok     {name}", flush=True)

    def run(self, flow, *arguments):
        """Runs a whole flow; a failed one does not keep the next from being tried."""
        try:
            flow(self.step, *arguments)
        except FlowEnded:
            pass
        except Exception as error:
            self.failed.append(flow.__module__)
            print(f"    FAILED between steps: {type(error).__name__}: {error}", flush=True)
