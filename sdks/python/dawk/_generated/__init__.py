"""Written by scripts/sdk/write-sdks.ts from docs/openapi/native.json. Change the API, not this file."""
