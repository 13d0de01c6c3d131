"""`make reset`: ask, then delete the data of `make run`."""

import shutil
import sys

from config import postgres
from config.supervisor import VAR, only_one


def main():
    folders = [postgres.home(), VAR / "files", VAR / "mail", VAR / "queue"]
    with only_one():
        there = [folder for folder in folders if folder.exists()]
        if not there:
            print("There is no data to delete.")
            return
        print("This deletes every directive, report, file and mail of this office:")
        for folder in there:
            print(f"    {folder}")
        try:
            answer = input("There is no way back. Type yes to delete: ")
        except EOFError:
            answer = ""
        if answer.strip().lower() != "yes":
            sys.exit("Nothing was deleted.")
        for folder in there:
            shutil.rmtree(folder)
        print("Deleted.")


if __name__ == "__main__":
    main()
