"""HTTP for automation."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.inbox.automation import menu_routes, service
from autogram.inbox.automation.schemas import (
    DecisionFilter,
    DecisionRead,
    Rehearsal,
    RehearsalResult,
    RuleCreate,
    RuleList,
    RuleOrder,
    RuleRead,
    RuleSaved,
    RuleUpdate,
    StatisticsList,
    TemplateList,
    WebhookSecret,
)

router = APIRouter(prefix="/inbox/automation", tags=["automation"])
router.include_router(menu_routes.router)

Reader = Annotated[Actor, requires(Permission.VIEW_MESSAGES)]
Manager = Annotated[Actor, requires(Permission.MANAGE_AUTOMATION)]


@router.get("/rules")
async def list_rules(account_id: UUID, session: Reading, actor: Reader) -> RuleList:
    """All rules of an account, in the order in which they are asked."""
    return await service.list_rules(session, actor.workspace_id, account_id)


@router.post("/rules", status_code=201)
async def create_rule(body: RuleCreate, runtime: Running, session: Session, actor: Manager) -> RuleSaved:
    """Make a rule. It stands last and is off. A webhook's secret is shown this once."""
    return await service.create_rule(runtime.settings, session, actor, body)


@router.post("/rules/order")
async def order_rules(body: RuleOrder, session: Session, actor: Manager) -> RuleList:
    """Ask the rules of an account in this order; name each of them once."""
    return await service.order_rules(session, actor, body)


@router.get("/rules/{rule_id}")
async def read_rule(rule_id: UUID, session: Reading, actor: Reader) -> RuleRead:
    """One rule."""
    return await service.read_rule(session, actor.workspace_id, rule_id)


@router.patch("/rules/{rule_id}")
async def update_rule(rule_id: UUID, body: RuleUpdate, runtime: Running, session: Session, actor: Manager) -> RuleSaved:
    """Change the fields that are present."""
    return await service.update_rule(runtime.settings, session, actor, rule_id, body)


@router.delete("/rules/{rule_id}", status_code=204)
async def delete_rule(rule_id: UUID, session: Session, actor: Manager) -> None:
    """Delete the rule and its log. What it has sent and labelled stays."""
    await service.delete_rule(session, actor, rule_id)


@router.post("/rules/{rule_id}/enable")
async def enable_rule(rule_id: UUID, session: Session, actor: Manager) -> RuleRead:
    """The rule acts from now on."""
    return await service.switch_rule(session, actor, rule_id, on=True)


@router.post("/rules/{rule_id}/disable")
async def disable_rule(rule_id: UUID, session: Session, actor: Manager) -> RuleRead:
    """The rule acts no more."""
    return await service.switch_rule(session, actor, rule_id, on=False)


@router.post("/rules/{rule_id}/webhook-secret")
async def renew_secret(rule_id: UUID, session: Session, actor: Manager) -> WebhookSecret:
    """Make a new secret for the signatures of the rule's webhook; it is shown this once."""
    return await service.renew_secret(session, actor, rule_id)


@router.post("/test")
async def rehearse(body: Rehearsal, session: Reading, actor: Reader) -> RehearsalResult:
    """What would happen to this sentence? Sends nothing and writes nothing."""
    return await service.rehearse(session, actor.workspace_id, body)


@router.get("/decisions")
async def list_decisions(
    session: Reading, actor: Reader, wanted: Annotated[DecisionFilter, Query()]
) -> Page[DecisionRead]:
    """What rules did, or why they did nothing, newest first."""
    return await service.list_decisions(session, actor.workspace_id, wanted)


@router.get("/statistics")
async def statistics(account_id: UUID, session: Reading, actor: Reader) -> StatisticsList:
    """What each rule of an account did in the last seven days."""
    return await service.statistics(session, actor.workspace_id, account_id)


@router.get("/templates")
async def templates(actor: Reader) -> TemplateList:
    """Rules to begin with."""
    return service.templates()
