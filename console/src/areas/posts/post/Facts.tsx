import { Card, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import classes from './Facts.module.css'

/** What else was said about a post; what was not said is not shown. */
export function Facts({ post }: { post: Schema<'PostRead'> }) {
  const { t } = useTranslation('posts')
  const { data: campaign } = query.useQuery(
    'get',
    '/api/v1/campaigns/{campaign_id}',
    { params: { path: { campaign_id: String(post.campaign_id) } } },
    { enabled: post.campaign_id !== null },
  )
  const facts: [string, ReactNode][] = [
    ['firstComment', post.first_comment],
    ['campaign', campaign?.name],
    ['collaborators', post.collaborators.map((name) => `@${name}`).join(', ')],
    ['ai', post.is_ai_generated ? t('facts.yes') : null],
    ['instagramId', post.instagram_post_id],
    ['warnings', post.warnings?.join(' ')],
  ]
  const said = facts.filter(([, value]) => value)
  if (said.length === 0) return null
  return (
    <Card component="section" aria-labelledby="facts">
      <Title order={2} size="h3" id="facts" mb="xs">
        {t('facts.title')}
      </Title>
      <dl className={classes.facts}>
        {said.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" size="xs" c="dimmed">
              {t(`facts.${name}`)}
            </Text>
            <Text component="dd" size="sm">
              {value}
            </Text>
          </div>
        ))}
      </dl>
    </Card>
  )
}
