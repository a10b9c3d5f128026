"""Gunicorn's configuration: `gunicorn --config mlsecure/web.py`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mlsecure._env import Environment, SettingError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlsecure.settings.embedded")

try:
    from django.conf import settings

    _ = settings.SECRET_KEY  # read now: a wrong setting is told in one sentence, not a traceback
    _env = Environment()
    bind = (
        f"{_env.text('MLSECURE_BIND', '127.0.0.1')}:{_env.integer('PORT', 8000, low=1, high=65535)}"
    )
    workers = _env.integer("MLSECURE_WEB_WORKERS", 2, low=1, high=64)
    threads = _env.integer("MLSECURE_WEB_THREADS", 4, low=1, high=64)
except SettingError as error:
    sys.exit(str(error))

wsgi_app = "mlsecure.wsgi:application"
worker_class = "gthread"
# Imported once and shared; nothing opens a connection while it is imported.
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
# Recycled now and then, not all at once, so that a slow leak never grows large.
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 4094
limit_request_fields = 64
# Nobody commands it from outside, and its socket would be made in the owner's home.
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "warning"
# The heartbeat file of a worker belongs in memory: a slow disk would look like a hung worker.
_memory = Path("/dev/shm")  # noqa: S108 - a folder of the kernel's, named by gunicorn's manual
if _memory.is_dir():
    worker_tmp_dir = str(_memory)
