"""What the model writes through the API: its form, its cost, the brand's part in it, and what bad answers become."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import update
from tests import people
from tests.content import makers
from tests.instagram.scripted import Scripted, scripted_server

from autogram.content.ai import service as ai
from autogram.content.ai.pricing import OPENAI_URL
from autogram.content.models import AiUse
from autogram.core import clock
from autogram.core.runtime import Runtime

CONTENT = "/api/v1/content"
LAMP = {"product_description": "A hand-made reading lamp of oak for cosy evenings", "tone": "warm"}
POSTS = [
    {"post_type": "reel", "published_at": f"2026-11-{day:02}T18:00:00Z", "caption": "short", "likes": 90, "reach": 1000}
    for day in (2, 9, 16)
] + [
    {
        "post_type": "photo",
        "published_at": f"2026-11-{day:02}T08:00:00Z",
        "caption": "x" * 200,
        "likes": 9,
        "reach": 900,
    }
    for day in (3, 10, 17)
]


@pytest.fixture
async def model(runtime: Runtime) -> AsyncIterator[Scripted]:
    """Another maker's server: it says what the test wants."""
    async with scripted_server() as script:
        use_model(runtime, openai_base_url=script.url, openai_text_model="llama", openai_image_model="flux")
        yield script


def use_model(runtime: Runtime, **changes: str) -> None:
    """From now on the application asks another model."""
    ai_settings = runtime.settings.ai.model_copy(update=changes)
    object.__setattr__(runtime, "settings", replace(runtime.settings, ai=ai_settings))


def answer(content: Any, **more: Any) -> dict[str, Any]:
    text = content if isinstance(content, str) else json.dumps(content)
    return {"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}], **more}


async def post(api: httpx2.AsyncClient, who: dict[str, str], path: str, body: dict[str, Any]) -> httpx2.Response:
    return await api.post(f"{CONTENT}/{path}", json=body, headers=who)


@pytest.mark.usefixtures("instagram")
async def test_a_caption_comes_with_what_it_took(api, anna):
    reply = await post(api, anna, "caption/generate", LAMP)

    found = reply.json()
    assert reply.status_code == 200, reply.text
    assert "lamp" in found["caption"].casefold()
    assert found["character_count"] == len(found["caption"]) <= 2200
    assert found["word_count"] == len(found["caption"].split())
    assert found["hashtags_included"]
    assert all(tag in found["caption"] for tag in found["hashtags_included"])
    assert (found["model_used"], found["cost_cents"]) == ("autogram-sandbox-text", None)
    assert found["tokens_used"] > 0


@pytest.mark.usefixtures("instagram")
async def test_several_variants_stand_side_by_side_and_none_is_too_long(api, anna):
    wish = LAMP | {"variants": 4, "max_length": 140, "include_hashtags": False}

    found = (await post(api, anna, "caption/generate", wish)).json()

    assert len({variant["caption"] for variant in found["variants"]}) == 4
    assert all(variant["character_count"] <= 140 and not variant["hashtags"] for variant in found["variants"])
    assert found["caption"] == found["variants"][0]["caption"]


async def test_the_brand_speaks_in_every_question_and_its_banned_hashtags_never_come(api, anna, model):
    brand = {"voice": "dry", "dos": ["name the wood"], "hashtags": ["oakandlight"], "banned_hashtags": ["#Cheap"]}
    assert (await api.put(f"{CONTENT}/brand", json=brand, headers=anna)).status_code == 200
    model.will_say(
        answer({"captions": [{"caption": "Oak. Light. #Cheap", "hashtags": ["lamp", "CHEAP", "dm", "no-t!"]}]})
    )

    found = (await post(api, anna, "caption/generate", LAMP)).json()

    assert found["caption"] == "Oak. Light.\n\n#oakandlight #lamp"
    assert found["hashtags_included"] == ["#oakandlight", "#lamp"]
    asked = json.dumps(model.bodies[-1]["messages"])
    assert "dry" in asked
    assert "name the wood" in asked


@pytest.mark.usefixtures("instagram")
async def test_hashtags_are_as_many_as_wished_each_once_with_the_brands_own_first(api, anna):
    await api.put(f"{CONTENT}/brand", json={"hashtags": ["#oakandlight"]}, headers=anna)

    wish = {"content_description": "reading lamp, oak wood, evening", "count": 8, "competition_level": "mixed"}
    found = (await post(api, anna, "hashtags/suggest", wish)).json()

    assert found["hashtags"][0] == "#oakandlight"
    assert found["total_count"] == len(found["hashtags"]) == len({tag.casefold() for tag in found["hashtags"]}) <= 8
    assert {"low", "medium", "high"} == set(found["competition_analysis"])


@pytest.mark.usefixtures("instagram")
async def test_a_drawn_picture_is_in_the_library_and_stays(api, anna):
    reply = await post(api, anna, "image/generate", {"prompt": "An oak lamp at dusk", "quality": "hd"})

    found = reply.json()
    assert reply.status_code == 200, reply.text
    item = (await api.get(f"/api/v1/media/{found['media_id']}", headers=anna)).json()
    assert item["url"] == found["image_url"]
    assert (item["content_type"], item["dimensions"]) == ("image/jpeg", {"width": 1024, "height": 1024})
    assert found["expires_at"] is None
    assert "photorealistic" in found["prompt_used"]


async def test_a_picture_that_comes_as_an_address_is_fetched_at_once(api, anna, model):
    model.will_say({"data": [{"url": f"{model.url}/picture.png"}]})
    model.will_send(makers.jpeg(), "image/jpeg")

    found = (await post(api, anna, "image/generate", {"prompt": "An oak lamp"})).json()

    assert (await api.get(f"/api/v1/media/{found['media_id']}", headers=anna)).status_code == 200
    assert found["tokens_used"] is None


@pytest.mark.usefixtures("instagram")
async def test_a_model_that_sees_describes_a_picture_of_the_library(api, anna):
    files = {"file": ("cat.jpg", makers.jpeg(), "image/jpeg")}
    media_id = (await api.post("/api/v1/media", files=files, headers=anna)).json()["id"]

    found = (await post(api, anna, "alt-text/generate", {"media_id": media_id})).json()

    assert found["alt_text"]
    [use] = (await api.get(f"{CONTENT}/ai/uses", headers=anna)).json()["items"]
    assert "base64" not in json.dumps(use["prompt"])


@pytest.mark.usefixtures("instagram")
@pytest.mark.parametrize("how", ["shorter", "longer", "friendlier", "translate"])
async def test_a_caption_is_made_anew(api, anna, how):
    found = (
        await post(api, anna, "caption/rewrite", {"text": "Our oak lamp.", "how": how, "language": "Korean"})
    ).json()

    assert found["character_count"] == len(found["text"]) > 0


async def test_advice_is_held_against_the_figures(api, anna, model):
    model.will_say(
        answer(
            {
                "summary": "Reels work.",
                "best_post_type": "photo",
                "best_time": "Monday 18:00-21:00",
                "best_caption_length": None,
                "best_hashtag": None,
                "recommendations": ["a", "b", "c", "d", "e"],
            }
        )
    )

    found = (await post(api, anna, "analyze", {"posts_data": POSTS})).json()

    kinds = found["analysis"]["best_post_type"]
    assert kinds == {"claimed": "photo", "measured": "reel", "agrees_with_data": False, "posts": 3}
    assert found["analysis"]["best_time"]["agrees_with_data"] is True
    assert found["analysis"]["best_caption_length"]["measured"] == "up to 125 characters"
    assert found["analysis"]["figures"]["score"] == "engagement rate by reach, percent"
    assert found["analysis"]["best_hashtags"] == {
        "claimed": None,
        "measured": None,
        "agrees_with_data": None,
        "posts": 0,
    }
    assert found["recommendations"] == ["a", "b", "c", "d", "e"]


async def test_a_server_that_cannot_be_held_to_a_form_is_asked_again_without(api, anna, model):
    refusal = {"error": {"message": "response_format is not supported", "type": "invalid_request_error"}}
    model.will_say(refusal, status=400)
    model.will_say(answer('Here you are:\n```json\n{"captions": [{"caption": "Oak.", "extra": 1}]}\n```'))

    found = (await post(api, anna, "caption/generate", LAMP | {"include_hashtags": False})).json()

    assert found["caption"] == "Oak."
    assert found["tokens_used"] is None
    first, second = model.bodies[-2:]
    assert "response_format" in first
    assert "response_format" not in second
    assert "captions" in json.dumps(second["messages"])


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Sorry, no JSON today.", "ai-answer-unusable"),
        ('{"captions": []}', "ai-answer-unusable"),
        ('{"captions": [{"caption": "   "}]}', "ai-answer-unusable"),
    ],
)
async def test_an_answer_without_the_wished_form_is_a_clear_problem(api, anna, model, said, code):
    model.will_say(answer(said))

    reply = await post(api, anna, "caption/generate", LAMP)

    assert (reply.status_code, reply.json()["code"]) == (502, code)


async def test_what_goes_beyond_the_months_budget_is_refused_before_it_is_asked(
    api, anna, runtime, model, session, monkeypatch
):
    # Prices are those of OpenAI; the answers come from here.
    monkeypatch.setattr("autogram.content.ai.service.base_url_of", lambda _settings: OPENAI_URL)
    use_model(runtime, openai_text_model="gpt-4o-mini")
    model.will_say(
        answer({"text": "Oak."}, model="gpt-4o-mini", usage={"prompt_tokens": 2000, "completion_tokens": 1000})
    )
    budget = (await api.put(f"{CONTENT}/ai/budget", json={"monthly_cents": 0.15}, headers=anna)).json()
    assert (budget["monthly_cents"], budget["left_cents"]) == (0.15, 0.15)

    first = await post(api, anna, "caption/rewrite", {"text": "Our oak lamp.", "how": "shorter"})
    asked = len(model.bodies)
    second = await post(api, anna, "caption/rewrite", {"text": "Our oak lamp.", "how": "shorter"})

    # 2,000 tokens in and 1,000 out at 15 and 60 cents a million.
    assert first.json()["cost_cents"] == 0.09
    assert (second.status_code, second.json()["code"]) == (409, "ai-budget-spent")
    assert len(model.bodies) == asked
    budget = (await api.get(f"{CONTENT}/ai/budget", headers=anna)).json()
    assert (budget["spent_cents"], budget["reserved_cents"], budget["uses"]) == (0.09, 0, 1)
    # Next month there is money again.
    await session.execute(update(AiUse).values(created_at=clock.now() - timedelta(days=40)))
    await session.commit()
    model.will_say(answer({"text": "Oak again."}))
    assert (await post(api, anna, "caption/rewrite", {"text": "Our lamp.", "how": "shorter"})).status_code == 200


async def test_a_question_that_died_with_its_process_blocks_the_budget_only_for_a_while(api, anna, runtime, session):
    await api.put(f"{CONTENT}/ai/budget", json={"monthly_cents": 10}, headers=anna)
    workspace = await _workspace(api, anna)
    lost = {"purpose": "test", "model": "m", "prompt": [], "duration_ms": 0, "reserved_micros": 50_000}
    session.add(AiUse(workspace_id=workspace, **lost))
    await session.commit()
    assert (await api.get(f"{CONTENT}/ai/budget", headers=anna)).json()["left_cents"] == 5

    await session.execute(update(AiUse).values(created_at=clock.now() - timedelta(minutes=20)))
    await session.commit()

    assert (await api.get(f"{CONTENT}/ai/budget", headers=anna)).json()["left_cents"] == 10


@pytest.mark.usefixtures("instagram")
async def test_nobody_sees_the_uses_and_the_brand_of_another_workspace(api, anna):
    await api.put(f"{CONTENT}/brand", json={"voice": "dry"}, headers=anna)
    await post(api, anna, "caption/generate", LAMP)
    other = await people.signed_in(api)

    assert (await api.get(f"{CONTENT}/ai/uses", headers=other)).json()["items"] == []
    assert (await api.get(f"{CONTENT}/brand", headers=other)).json()["voice"] is None
    assert (await api.get(f"{CONTENT}/ai/budget", headers=other)).json()["uses"] == 0


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("caption/generate", {}),
        ("caption/generate", {"product_description": "", "max_length": 99}),
        ("caption/generate", LAMP | {"variants": 6}),
        ("hashtags/suggest", {"content_description": "x", "count": 31}),
        ("image/generate", {"prompt": "x", "size": "1x1"}),
        ("analyze", {"posts_data": []}),
        ("analyze", {"posts_data": POSTS, "time_zone": "Nowhere/Land"}),
        ("caption/rewrite", {"text": "x", "how": "worse"}),
    ],
)
async def test_a_malformed_wish_is_refused_with_the_reason(api, anna, path, body):
    reply = await post(api, anna, path, body)

    assert reply.status_code == 422
    assert reply.json()["errors"]


@pytest.mark.parametrize(
    ("text", "shape"),
    [('{"text": "a"}', "a"), ('```json\n{"text": "a"}\n```', "a"), ('Sure! {"text": "a"} Enjoy.', "a")],
)
def test_json_is_found_in_whatever_stands_around_it(text, shape):
    from autogram.content.writing.captions import _Text

    assert ai.parsed(text, _Text).text == shape


async def _workspace(api: httpx2.AsyncClient, who: dict[str, str]) -> Any:
    [workspace] = (await api.get("/api/v1/workspaces", headers=who)).json()
    return workspace["id"]
