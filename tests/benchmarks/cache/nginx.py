"""nginx on one core: the page as a file, and the site behind it with connections kept open."""

import os
import subprocess
from contextlib import contextmanager

from workbench import server

CONFIGURATION = """\
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  sendfile on;
  tcp_nodelay on;
  keepalive_requests 1000000;
  types {{ }}
  default_type "text/html; charset=utf-8";
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  open_file_cache max=100;
  proxy_cache_path {folder}/kept keys_zone=kept:1m use_temp_path=off;
  map $upstream_http_cache_control $is_for_one {{ "public, no-cache" ""; default 1; }}
  upstream site {{ server 127.0.0.1:{site}; keepalive 32; keepalive_requests 1000000; }}
  server {{
    listen 127.0.0.1:{port};
    location = /file {{ root {folder}; add_header Content-Encoding gzip; }}
    location / {{
      proxy_pass http://site;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host 127.0.0.1:{site};
      {kept}
    }}
  }}
}}
"""
# What the door says everybody may have, for a second: nginx counts whole ones, so a page may be two seconds old.
KEPT = """
      proxy_cache kept;
      proxy_cache_key $host$request_uri$http_accept_encoding;
      proxy_cache_valid 200 1s;
      proxy_cache_lock on;
      proxy_ignore_headers Cache-Control Vary;
      proxy_cache_bypass $http_authorization;
      proxy_no_cache $http_authorization $is_for_one;
"""


@contextmanager
def running(folder, site, pinned, *, keeps):
    """Its port and its process. `site`: the port of the site's server; `pinned`: the words before the command."""
    port = server.free_port()
    folder.mkdir()
    file = folder / "nginx.conf"
    file.write_text(CONFIGURATION.format(folder=folder, site=site, port=port, kept=KEPT if keeps else ""))
    words = [
        "nginx",
        "-c",
        str(file),
        "-p",
        str(folder),
        "-g",
        "daemon off;" + ("user root;" if os.geteuid() == 0 else ""),
    ]
    process = subprocess.Popen([*pinned, *words], stderr=subprocess.DEVNULL)
    try:
        server._wait_until_it_answers(process, port)
        yield port, process
    finally:
        process.terminate()
        process.wait()
