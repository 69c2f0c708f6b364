"""Uploads a file with tuspy through a proxy that cuts the first two connections that carry bytes.

    tus_interrupted.py PORT TOKEN_FILE FILE

Prints the path of the upload and how many connections were cut.
"""

import socket
import sys
import threading
import urllib.parse

from tusclient.client import TusClient

CUTS = 2


class CuttingProxy:
    """Passes connections on; the first ones that have carried this many bytes to the server are cut."""

    def __init__(self, port: int, after: int):
        self.port = port
        self.after = after
        self.cuts = 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = self.listener.getsockname()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection(("127.0.0.1", self.port))
            threading.Thread(target=self.up, args=(client, server), daemon=True).start()
            threading.Thread(target=self.down, args=(client, server), daemon=True).start()

    def up(self, client, server):
        carried = 0
        try:
            while data := client.recv(65536):
                server.sendall(data)
                carried += len(data)
                if carried > self.after and self.takes_cut():
                    for end in (client, server):
                        end.shutdown(socket.SHUT_RDWR)
                    return
            server.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the other direction has ended

    def takes_cut(self) -> bool:
        with self.lock:
            self.cuts += 1
            return self.cuts <= CUTS

    def down(self, client, server):
        try:
            while data := server.recv(65536):
                client.sendall(data)
        except OSError:
            pass
        finally:
            client.close()
            server.close()


def main():
    port, token_file, file = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    with open(token_file) as content:
        token = content.read()
    proxy = CuttingProxy(port, after=300_000)
    host, proxy_port = proxy.address
    client = TusClient(f"http://{host}:{proxy_port}/v1/uploads", headers={"Authorization": f"Bearer {token}"})
    uploader = client.uploader(
        file, chunk_size=1 << 20, retries=10, retry_delay=0,
        metadata={"filename": "readings.csv", "target_column": "label", "filetype": "text/csv"})
    uploader.upload()
    print(urllib.parse.urlsplit(uploader.url).path, min(proxy.cuts, CUTS))


if __name__ == "__main__":
    main()
