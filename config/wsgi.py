import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# Every view is loaded before the first request, and what is loaded by now lives as long as the
# process: collections that looked at it again took up to a third of a page's time.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
