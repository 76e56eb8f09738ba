"""An OpenSearch in memory, which forgets all when it ends."""

import json
import os
import signal
import subprocess

from osmem_server import resolve_binary

from tests.drills.processes import launch


class OpenSearchServer:
    """For as long as a block lasts; begun again, it is at the same address."""

    def __init__(self):
        self.address, self.url, self.process = "127.0.0.1:0", "", None

    def start(self):
        command = [resolve_binary(), "-addr", self.address, "-no-ja", "-no-stdin-watch"]
        # It ends with the process that asked for it, however that ends.
        command += ["-parent-pid", str(os.getpid())]
        self.process = launch(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.url = json.loads(self.process.stdout.readline())["url"]
        self.address = self.url.rpartition("/")[2]

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exception):
        if self.process.poll() is None:
            self.kill()
