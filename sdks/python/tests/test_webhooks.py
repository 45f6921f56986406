"""Run with the standard library: python3 -m unittest discover -s tests"""

import json
import time
import unittest

from dawk import WebhookVerificationError, verify_webhook
from dawk.testing import event_of, received_text, sign_webhook

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class VerifyWebhook(unittest.TestCase):
    def failure(self, *args, **kwargs):
        with self.assertRaises(WebhookVerificationError) as caught:
            verify_webhook(*args, **kwargs)
        return caught.exception

    def test_a_genuine_webhook_is_taken(self):
        headers, body = sign_webhook(received_text("hello"), SECRET)
        event = verify_webhook(body, {name.title(): value for name, value in headers.items()}, ["other-secret", SECRET])
        self.assertEqual(event["type"], "message.received")
        self.assertEqual(event["data"]["message"]["text"]["body"], "hello")

    def test_a_type_from_the_future_comes_whole(self):
        headers, body = sign_webhook(event_of("moon.landed", {"crater": 7}), SECRET)
        event = verify_webhook(body.decode(), headers, SECRET)
        self.assertEqual((event["type"], event["event"]["data"]), ("unknown_event", {"crater": 7}))

    def test_what_is_not_genuine_is_refused_with_the_reason(self):
        headers, body = sign_webhook(received_text("hello"), SECRET)
        cases = {
            "bad_signature": self.failure(body.replace(b"hello", b"HELLO"), headers, SECRET),
            "missing_header": self.failure(body, {}, SECRET),
            "bad_secret": self.failure(body, headers, "whsec_***"),
            "too_old": self.failure(body, headers, SECRET, now=time.time() + 400),
        }
        for code, error in cases.items():
            self.assertEqual(error.code, code)

    def test_a_parsed_body_is_told_how_to_be_raw(self):
        headers, body = sign_webhook(received_text("hello"), SECRET)
        error = self.failure(json.loads(body), headers, SECRET)
        self.assertEqual(error.code, "parsed_body")
        for words in ("request.get_data()", "request.body", "await request.body()"):
            self.assertIn(words, str(error))


if __name__ == "__main__":
    unittest.main()
