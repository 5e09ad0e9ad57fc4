import type { Schema } from '~/api/client'
import type { Community } from '../shared/types'

type Rule = Schema<'Rule'>

/** The settings as a form holds them: every field has a value. */
export function valuesOf(community: Community) {
  return {
    name: community.name,
    slug: community.slug,
    timezone: community.timezone,
    visibility: community.visibility,
    chat_link: community.chat_link ?? '',
    qr_code_url: community.qr_code_url ?? '',
    requests_per_week: community.requests_per_week as number | string,
    verify_weekday: community.verify_weekday === null ? 'never' : String(community.verify_weekday),
    verify_hour: community.verify_hour as number | string,
    min_comment_length: community.min_comment_length as number | string,
    accepts_emoji_only: community.accepts_emoji_only,
    rules: community.rules.map((rule) => ({ ...rule, at_least: rule.at_least ?? 1, weeks: rule.weeks ?? 1 })),
    summary_emails: community.summary_emails,
    summary_webhook_url: community.summary_webhook_url ?? '',
    summary_webhook_secret: '',
    comments_enabled: community.comments_enabled,
    comments_every_hours: community.comments_every_hours as number | string,
    posts_per_consumer: community.posts_per_consumer as number | string,
    max_comment_length: community.max_comment_length as number | string,
    blocked_words: community.blocked_words,
  }
}

export type Values = ReturnType<typeof valuesOf>

/** Only what differs from the settings as they are, as the API takes it. */
export function changesOf(values: Values, before: Values): Schema<'CommunityWrite'> {
  const sent = asSent(values) as Record<string, unknown>
  const known = asSent(before) as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(sent).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name])),
  )
}

function asSent(values: Values): Schema<'CommunityWrite'> {
  return {
    ...values,
    chat_link: values.chat_link || null,
    qr_code_url: values.qr_code_url || null,
    summary_webhook_url: values.summary_webhook_url || null,
    // It is never shown: an empty field leaves it as it is.
    summary_webhook_secret: values.summary_webhook_secret || undefined,
    requests_per_week: Number(values.requests_per_week),
    verify_weekday: values.verify_weekday === 'never' ? null : Number(values.verify_weekday),
    verify_hour: Number(values.verify_hour),
    min_comment_length: Number(values.min_comment_length),
    comments_every_hours: Number(values.comments_every_hours),
    posts_per_consumer: Number(values.posts_per_consumer),
    max_comment_length: Number(values.max_comment_length),
    rules: values.rules as Rule[],
  }
}
