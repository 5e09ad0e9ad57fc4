"""The interactive documentation of the API, with everything it needs on board: it works offline."""

from importlib.resources import files
from pathlib import Path
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, Response

from autogram.identity.access import public

router = APIRouter(include_in_schema=False, dependencies=[public])

# Scripts stand in files of their own, because the content policy allows none inside of pages.
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Autogram: the API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>The interactive documentation needs JavaScript; <a href="/openapi.json">the description itself</a> does not.
</noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""
START = """SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  layout: "BaseLayout",
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
});
"""


@router.get("/docs")
async def page() -> HTMLResponse:
    """Try the API in the browser."""
    return HTMLResponse(PAGE)


@router.get("/docs/start.js")
async def start() -> Response:
    return Response(START, media_type="text/javascript")


@router.get("/docs/{name}")
async def asset(name: Literal["swagger-ui.css", "swagger-ui-bundle.js"]) -> FileResponse:
    """Swagger UI's own files, which the package `fastapi-offline` brings along."""
    file = Path(str(files("fastapi_offline"))) / "static" / name
    return FileResponse(file, headers={"Cache-Control": "public, max-age=86400"})
