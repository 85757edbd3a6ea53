"""A Prefect server that ends with whoever started it: `python -m flows.server_process PORT` runs until its stdin closes.

A process that is killed cannot stop its server; its end of the pipe closes all the same.
"""

import os
import signal
import sys
import threading
import time

PATIENCE_SECONDS = 10.0


def main() -> None:
    """Serve, without schedules where PREFECT__SERVER_EPHEMERAL is set."""
    threading.Thread(target=_end_with_starter, daemon=True).start()
    os.environ["PREFECT__SERVER_FINAL"] = "1"
    import uvicorn

    uvicorn.run(
        "prefect.server.api.server:create_app", factory=True, port=int(sys.argv[1]), log_level="error", lifespan="on"
    )


def _end_with_starter() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    main()
