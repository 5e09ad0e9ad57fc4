"""The professional account itself."""

from autogram.sandbox.content.shapes import ACCOUNT
from autogram.sandbox.graph.call import INSTAGRAM_GRAPH, Call
from autogram.sandbox.graph.errors import Json


async def read(call: Call) -> Json:
    """`GET /me` and `GET /{ig}`: on graph.instagram.com `id` is the app-scoped id and `user_id` the account's."""
    answer = ACCOUNT.render(call.world, call.account, call.asked)
    if call.host != INSTAGRAM_GRAPH:
        return answer
    answer["id"] = call.account.scoped_id
    return {"data": [answer]} if call.world.switches.me_shape == "docs" and call.path == ("me",) else answer
