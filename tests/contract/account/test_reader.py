"""That the reader of docs/aws.md notices what is not as the page says."""

from __future__ import annotations

from tests.contract.account.reader import Shell, Step, keeps, steps

PAGE = """
```console
$ one \\
    more
printed …
$ cat > file <<'END'
no $ command
END
$ two
```
```sh
never typed
```
"""


def test_a_command_goes_on_behind_a_backslash_and_to_the_end_of_what_it_reads() -> None:
    assert list(steps(PAGE)) == [
        Step("one \\\n    more", "printed …"),
        Step("cat > file <<'END'\nno $ command\nEND", ""),
        Step("two", ""),
    ]


def test_what_is_promised_may_be_broken_into_other_lines_and_coloured() -> None:
    assert keeps(
        Step("x", "…\nApply complete! Resources: 9 added,\n…"), "a\n\x1b[32mApply  complete!\n Resources: 9 added, b"
    )


def test_another_figure_another_order_or_nothing_at_all_is_not_what_is_promised() -> None:
    promise = Step("x", "9 added…\nupgraded")
    assert keeps(promise, "9 added, 0 changed\nupgraded: none")
    assert not any(keeps(promise, said) for said in ("8 added\nupgraded", "upgraded\n9 added ,", ""))


def test_a_shell_keeps_its_variables_and_gives_what_is_printed_on_either_stream_with_the_exit_code() -> None:
    shell = Shell(["bash", "--norc"], folder=None, variables={})
    try:
        assert shell.run("x=1") == ("\n", 0)
        assert shell.run("echo $x; echo bad >&2; (exit 3)") == ("1\nbad\n\n", 3)
    finally:
        shell.close()
