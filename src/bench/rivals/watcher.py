"""A watcher of heartbeats as somebody would write it for himself, with paho-mqtt.

Remembers when each host of each service was heard last, looks once a second at all of them, and says
whose silence is longer than the limit, once. Tells once a second how many heartbeats it has heard.
"""

import json
import sys
import time

import paho.mqtt.client as mqtt

LIMIT = 30.0

seen = {}
silent = set()
heard = 0


def on_message(client, userdata, message):
    global heard
    beat = json.loads(message.payload)
    seen[message.topic + " " + beat["host"]] = time.monotonic()
    heard += 1


def look(client):
    now = time.monotonic()
    for who, at in list(seen.items()):
        if now - at > LIMIT and who not in silent:
            silent.add(who)
            client.publish("bench/alarm/python", who + " is silent")
        elif now - at <= LIMIT:
            silent.discard(who)
    client.publish("bench/heard/python", str(heard))


if hasattr(mqtt, "CallbackAPIVersion"):  # from paho-mqtt 2 on
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="watcher-python")
else:
    client = mqtt.Client(client_id="watcher-python")
client.on_message = on_message
client.connect("127.0.0.1", int(sys.argv[1]))
client.subscribe("piha/leader/+/heartbeat")
client.loop_start()
while True:
    time.sleep(1)
    look(client)
