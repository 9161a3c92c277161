"""How gunicorn serves this project: `gunicorn --config python:config.gunicorn`."""

wsgi_app = "config.wsgi"
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)s ms'  # %(U)s: without its query
threads = 4  # a long export occupies a thread, and its worker is not taken for dead
