"""Talks to the installed kernel as a front end does: client.py TRIAL, with JUPYTER_PATH set to where it is installed."""

import sys
import time
from queue import Empty

from jupyter_client.manager import start_new_kernel

WAIT = 120


def outputs(client, request):
    """The messages on the output channel that belong to a request, until the kernel is idle again."""
    found = []
    while True:
        message = client.get_iopub_msg(timeout=WAIT)
        if message["parent_header"].get("msg_id") != request:
            continue
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return found
        found.append(message)


def reply_to(client, request):
    """The reply to a request; waiting for the kernel leaves other replies behind."""
    while True:
        message = client.get_shell_msg(timeout=WAIT)
        if message["parent_header"].get("msg_id") == request:
            return message["content"]


def execute(client, code, **options):
    request = client.execute(code, **options)
    messages = outputs(client, request)
    return reply_to(client, request), messages


def value(client, code):
    reply, messages = execute(client, code)
    assert reply["status"] == "ok", reply
    results = [m["content"]["data"]["text/plain"] for m in messages if m["msg_type"] == "execute_result"]
    assert len(results) == 1, messages
    return results[0]


def trial_gradient(manager, client):
    assert value(client, "double f(double x) { return 3*x*x + 2*x + 1; }\ngradient(x -> f(x), 5)") == "32.0"


def trial_streams(manager, client):
    reply, messages = execute(client, 'for (int i = 0; i < 5000; i++) System.out.println("line " + i);')
    text = "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream")
    assert text.splitlines() == ["line %d" % i for i in range(5000)], len(text)


def trial_error(manager, client):
    value(client, "int a = 1;\na")
    reply, messages = execute(client, "int b = a / 0;")
    assert reply["status"] == "error" and reply["ename"] == "ArithmeticException", reply
    reply, messages = execute(client, "int c = a +;")
    assert reply["status"] == "error", reply
    assert value(client, "a") == "1"


def trial_complete(manager, client):
    code = "gradi"
    reply = client.complete(code, len(code), reply=True, timeout=WAIT)["content"]
    assert reply["status"] == "ok", reply
    assert any(match.startswith("gradient") for match in reply["matches"]), reply
    assert code[reply["cursor_start"]:reply["cursor_end"]] == "gradi", reply


def trial_interrupt(manager, client):
    value(client, "int a = 1;\na")
    request = client.execute("while (true) a++;")
    while client.get_iopub_msg(timeout=WAIT)["msg_type"] != "execute_input":
        pass
    time.sleep(1)
    manager.interrupt_kernel()
    reply = reply_to(client, request)
    assert reply["status"] == "error" and reply["ename"] == "KeyboardInterrupt", reply
    outputs(client, request)
    assert int(value(client, "a")) != 1


def trial_restart(manager, client):
    value(client, "int a = 1;\na")
    manager.restart_kernel()
    client.wait_for_ready(timeout=WAIT)
    reply, messages = execute(client, "a")
    assert reply["status"] == "error", reply
    assert value(client, "1 + 1") == "2"


def trial_input(manager, client):
    request = client.execute("new Scanner(System.in).nextLine()", allow_stdin=True)
    question = client.get_stdin_msg(timeout=WAIT)
    assert question["msg_type"] == "input_request", question
    client.input("a line")
    assert reply_to(client, request)["status"] == "ok"
    results = [m for m in outputs(client, request) if m["msg_type"] == "execute_result"]
    assert results[0]["content"]["data"]["text/plain"] == "a line", results


def main():
    trial = globals()["trial_" + sys.argv[1]]
    manager, client = start_new_kernel(kernel_name="gradshell", startup_timeout=WAIT)
    try:
        trial(manager, client)
    except Empty:
        raise SystemExit("the kernel did not answer within %d s" % WAIT)
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    print(sys.argv[1], "passed")


if __name__ == "__main__":
    main()
