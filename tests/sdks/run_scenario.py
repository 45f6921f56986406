"""Walks sdks/scenario.json with the Python SDK, as run-scenario.ts does with that of TypeScript.

Arguments: the scenario, the address of the proxy, the API key, and `sync` or `async`.
"""

import asyncio
import inspect
import json
import re
import sys
import time
import urllib.request
import uuid

from dawk import AsyncDawk, CallOptions, Dawk, DawkError, verify_webhook

scenario, proxy, key, kind = sys.argv[1:5]
attempts = []
run = str(uuid.uuid4())
values = {"hook": f"{proxy}/_hook/{run}", "peer": "+1415555022" if kind == "sync" else "+1415555033", "run": run}


def snake(name):
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()


def fill(value):
    if isinstance(value, str):
        return re.sub(r"\$\{(\w+)\}", lambda match: values[match.group(1)], value)
    if isinstance(value, list):
        return [fill(item) for item in value]
    if isinstance(value, dict):
        return {name: fill(member) for name, member in value.items()}
    return value


def ask(method, path, body=None):
    request = urllib.request.Request(proxy + path, method=method, data=json.dumps(body).encode() if body is not None else None)
    with urllib.request.urlopen(request) as reply:
        return json.loads(reply.read())


async def perform(client, step):
    resource, name = step["call"].split(".")
    method = getattr(getattr(client, snake(resource)), snake(name))
    given = fill(step.get("path", []))
    if "file" in step:
        file = step["file"]
        given.append({file["member"]: (file["filename"], file["text"].encode(), file["type"])})
    elif "body" in step:
        given.append(fill(step["body"]))
    query = {snake(name): value for name, value in fill(step.get("query", {})).items()}
    options = CallOptions(**{snake(name): value for name, value in fill(step.get("options", {})).items()})
    result = method(*given, **query, options=options)
    if "items" in step:
        return [item async for item in result] if kind == "async" else list(result)
    return await result if inspect.isawaitable(result) else result


async def run_step(client, step):
    ask("PUT", "/_faults", step.get("faults", []))
    attempts.clear()
    error = reply = None
    try:
        reply = await perform(client, step)
    except DawkError as raised:
        error = raised
    if "attempts" in step:
        assert len(attempts) == step["attempts"], f"{len(attempts)} attempts"
    if "error" in step:
        expected = step["error"]
        assert error is not None, "it does not fail"
        assert (error.code, error.status) == (expected["code"], expected.get("status")), repr(error)
        assert "path" not in expected or any(one["path"] == expected["path"] for one in error.errors), error.errors
        return
    if error is not None:
        raise error
    check_reply(step, reply)


def check_reply(step, reply):
    items = fill(step.get("items", {}))
    if items:
        assert len({item["id"] for item in reply}) == len(reply), "an item came twice"
        assert len(reply) == items.get("count", len(reply)) and len(reply) >= items.get("atLeast", 0), f"{len(reply)} items"
        assert all(reply[0][name] == value for name, value in items.get("first", {}).items())
    if "text" in step:
        assert reply.text == step["text"], reply.text
    for name, value in fill(step.get("expect", {})).items():
        assert reply[name] if value == "$any" else reply[name] == value, f"{name} is {reply[name]!r}"
    for name, member in step.get("save", {}).items():
        values[name] = reply[member]


def check_webhooks(expected):
    deadline = time.monotonic() + 20
    while True:
        mine = [one for one in ask("GET", f"/_hook/{run}") if expected["messageId"] in one["raw"]]
        if len(mine) >= expected["count"]:
            break
        assert time.monotonic() < deadline, f"{len(mine)} webhooks"
        time.sleep(0.05)
    for one in mine:
        event = verify_webhook(one["raw"].encode(), one["headers"], values["secret"])
        assert event["type"] == expected["type"]
        values["eventId"] = event["id"]
    assert len({one["headers"]["webhook-id"] for one in mine}) == 1, "a repetition has the same webhook-id"


async def main():
    settings = {"base_url": proxy, "on_attempt": attempts.append}
    client = Dawk(key, **settings) if kind == "sync" else AsyncDawk(key, **settings)
    with open(scenario, encoding="utf-8") as file:
        steps = json.load(file)
    for step in steps:
        try:
            if "webhook" in step:
                check_webhooks(fill(step["webhook"]))
            else:
                for _ in range(step.get("repeat", 1)):
                    await run_step(client, step)
        except Exception as error:
            raise SystemExit(f"{step['name']!r}: {error!r}")
    if kind == "async":
        await client.close()
    print(f"{len(steps)} steps")


asyncio.run(main())
