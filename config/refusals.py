"""What is answered where a request is refused before any view sees it."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults

from directives.vietnamese import number


def bad_request(request, exception):
    """The page 400.html; a script that saves what is typed (`static/autosave.js`) gets a sentence
    where it was more than DATA_UPLOAD_MAX_MEMORY_SIZE.
    """
    is_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    if not (is_script and isinstance(exception, RequestDataTooBig)):
        return defaults.bad_request(request, exception)
    sentence = _(
        "Nội dung dài quá giới hạn %(most)s MB của một lần lưu nên chưa lưu được lên máy chủ; hãy "
        "bớt lại hoặc chia thành nhiều phần. Nội dung vẫn được giữ trên máy này."
    )
    most = number(settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 2**20)
    return JsonResponse({"message": sentence % {"most": most}}, status=413)
