"""The two pictures of README.md, from the sample office: `make screenshots`.

Wants a running office (SITE_URL, by default that of `make run`) with a consolidated report.
"""

import os
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent.parent / "docs"
SITE = os.environ.get("SITE_URL", "http://127.0.0.1:8000")
VIEWPORT = {"width": 1280, "height": 1000}


def signed_in(browser, username):
    page = browser.new_context(base_url=SITE, viewport=VIEWPORT, locale="vi-VN").new_page()
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill("dondoc-mau")
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_load_state("networkidle")
    return page


def dashboard(browser):
    signed_in(browser, "hcth.truong").screenshot(path=DOCS / "dashboard.png")


def report(browser):
    """The first page of the PDF that the Director downloads."""
    page = signed_in(browser, "giamdoc")
    with page.expect_download() as download, tempfile.TemporaryDirectory() as folder:
        page.get_by_role("link", name="Tải PDF").first.click()
        pdf = Path(folder) / "report.pdf"
        download.value.save_as(pdf)
        subprocess.run(
            ["pdftoppm", "-png", "-r", "60", "-singlefile", pdf, DOCS / "report"], check=True
        )


def main():
    DOCS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        dashboard(browser)
        report(browser)
        browser.close()


if __name__ == "__main__":
    main()
