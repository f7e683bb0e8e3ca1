"""Plays a Home Assistant package: its automations and scripts, with real Jinja templates.

A small reading of Home Assistant: the actions, conditions and services that the shipped packages use,
and nothing else; whatever is not known here is an error. One JSON event per line in, one JSON answer
per line out: the states of the helpers, and what was said since. Arguments: the package, the folder
with piha_keep.sh, the file for the epochs.
"""

import ast
import datetime as dt
import json
import os
import shlex
import subprocess
import sys

import jinja2
import jinja2.sandbox
import yaml

package = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
scripts_folder, kept_file = sys.argv[2:4]
states, said, clock = {}, [], {"shift": 0.0}


class Stop(Exception):
    """A stop action, a condition that does not hold, a wait that ran out."""


class Failed(Exception):
    """A stop with an error: whoever called is stopped as well."""


# --- templates, as Home Assistant extends Jinja ---


def now():
    return dt.datetime.now(dt.timezone.utc) + dt.timedelta(seconds=clock["shift"])


def as_timestamp(value, default=jinja2.Undefined):
    try:
        if isinstance(value, str):
            value = dt.datetime.fromisoformat(value.replace("Z", "+00:00"))
        if value.tzinfo is None:
            value = value.replace(tzinfo=dt.timezone.utc)
        return value.timestamp()
    except (ValueError, AttributeError):
        if default is jinja2.Undefined:
            raise
        return default


def to_int(value, default=jinja2.Undefined):
    try:
        return int(value)
    except (ValueError, TypeError):
        try:
            return int(float(value))
        except (ValueError, TypeError, OverflowError):
            if default is jinja2.Undefined:
                raise
            return default


env = jinja2.sandbox.ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined)
env.globals.update(
    states=lambda entity: states[entity],
    is_state=lambda entity, state: states[entity] == state,
    now=now,
    utcnow=now,
    as_timestamp=as_timestamp,
)
env.filters.update(int=to_int, to_json=lambda value: json.dumps(value))


def render(value, variables):
    """Renders all texts in a value; a text that reads as a number, list or the like becomes one."""
    if isinstance(value, dict):
        return {key: render(each, variables) for key, each in value.items()}
    if isinstance(value, list):
        return [render(each, variables) for each in value]
    if not isinstance(value, str) or ("{{" not in value and "{%" not in value):
        return value
    text = env.from_string(value).render(variables).strip()
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text


def render_text(value, variables):
    return env.from_string(value).render(variables).strip()


# --- conditions and actions ---


def holds(condition, variables):
    kind = condition["condition"]
    if kind == "template":
        result = render(condition["value_template"], variables)
        assert isinstance(result, bool), (condition, result)
        return result
    assert kind == "state", condition
    return states[condition["entity_id"]] == condition["state"]


def run(sequence, variables):
    for step in sequence:
        act(step, variables)


def act(step, variables):
    if "variables" in step:
        for name, value in step["variables"].items():
            variables[name] = render(value, variables)
    elif "condition" in step:
        if not holds(step, variables):
            raise Stop
    elif "if" in step:
        chosen = all(holds(each, variables) for each in step["if"])
        run(step["then"] if chosen else step.get("else", []), variables)
    elif "choose" in step:
        for choice in step["choose"]:
            if all(holds(each, variables) for each in choice["conditions"]):
                run(choice["sequence"], variables)
                return
        run(step.get("default", []), variables)
    elif "wait_template" in step:
        if not render(step["wait_template"], variables) and not step["continue_on_timeout"]:
            raise Stop
    elif "stop" in step:
        raise Failed(step["stop"]) if step.get("error") else Stop
    else:
        service(step, variables)


def service(step, variables):
    domain, name = step["action"].split(".")
    data = step.get("data", {})
    entity = step.get("target", {}).get("entity_id")
    if domain == "input_boolean":
        assert entity in states, entity
        states[entity] = {"turn_on": "on", "turn_off": "off"}[name]
        said.append([entity, states[entity]])
    elif domain == "input_number":
        value = float(render(data["value"], variables))
        limits = package["input_number"][entity.split(".")[1]]
        assert limits["min"] <= value <= limits["max"], value
        states[entity] = str(value)
    elif domain == "input_select":
        option = render_text(data["option"], variables)
        assert option in package["input_select"][entity.split(".")[1]]["options"], option
        states[entity] = option
    elif domain == "counter":
        states[entity] = str(int(states[entity]) + 1)
    elif domain == "automation":
        said.append(["automation", name, step["target"]["label_id"]])
    elif domain == "persistent_notification":
        said.append(["notification", data["message"]])
    elif domain == "mqtt":
        payload = render_text(data["payload"], variables)
        said.append(["mqtt", data["topic"], payload, data["qos"], data["retain"]])
    elif domain == "shell_command":
        variables[step["response_variable"]] = shell(name, render(data, variables))
    elif domain == "script":
        said.append(["script", name])
        try:
            run(package["script"][name]["sequence"], {})
        except Stop:
            pass
    else:
        raise AssertionError(step)


def shell(name, data):
    """Home Assistant splits the command and runs it without a shell."""
    command = package["shell_command"][name].replace("/config/packages", scripts_folder)
    words = [render_text(each, data) if "{{" in each else each for each in split(command)]
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=30,
        env={"PATH": os.environ["PATH"], "PIHA_KEPT": kept_file}, check=False)
    return {"returncode": done.returncode, "stdout": done.stdout.strip(), "stderr": done.stderr}


def split(command):
    return shlex.split(command.replace("{{ ", "{{").replace(" }}", "}}"))


# --- what happens ---


def automation(name):
    return next(each for each in package["automation"] if each["id"] == name)


def trigger(name, values):
    chosen = automation(name)
    variables = {"trigger": values}
    try:
        if all(holds(each, variables) for each in chosen.get("conditions", [])):
            run(chosen["actions"], variables)
    except Stop:
        pass
    except Failed as failed:
        said.append(["failed", str(failed)])


def message(topic, payload):
    values = {"platform": "mqtt", "topic": topic, "payload": payload, "qos": 1}
    try:
        values["payload_json"] = json.loads(payload)
    except ValueError:
        pass
    for each in automation("piha_hear")["triggers"]:
        if each["topic"] == topic:
            trigger("piha_hear", dict(values, id=each["id"]))


def boot():
    """What Home Assistant restores: a helper with an initial value gets that, others what they had."""
    for domain in ("input_boolean", "input_select", "input_number", "counter"):
        for name, helper in package[domain].items():
            entity = domain + "." + name
            if "initial" in helper:
                value = helper["initial"]
                states[entity] = {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)
            else:
                states.setdefault(entity, str(float(helper["min"])))


boot()
for line in sys.stdin:
    event = json.loads(line)
    said.clear()
    match event["event"]:
        case "boot":
            boot()
        case "forget":
            states.clear()
            boot()
        case "start":
            trigger("piha_start", {"platform": "homeassistant", "event": "start"})
        case "tick":
            trigger("piha_heartbeat", {"platform": "time_pattern"})
        case "message":
            message(event["topic"], event["payload"])
        case "leaving":
            trigger("piha_leaving", {"id": event["id"]})
        case "clock":
            clock["shift"] = event["shift"]
        case other:
            raise AssertionError(other)
    print(json.dumps({"states": states, "said": said}), flush=True)
