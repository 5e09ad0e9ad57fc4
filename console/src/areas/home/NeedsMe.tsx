import { Badge, Card, Group, Skeleton, Stack, Text, ThemeIcon, Title, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconChevronRight, IconCircleCheck, IconClock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { Fault } from '~/ui/Fault'
import classes from './Home.module.css'
import { type Need, needsOf } from './needs'

/** Everything that waits for a person, the most urgent first. */
export function NeedsMe({ accounts }: { accounts: Schema<'AccountRead'>[] }) {
  const { t } = useTranslation('home')
  const { data: waiting, error } = query.useQuery('get', '/api/v1/needs')
  const { data: inbox } = query.useQuery('get', '/api/v1/inbox/summary')
  if (error) return <Fault error={error} />
  if (!waiting) return <Skeleton h={140} radius="lg" />
  const needs = needsOf({ waiting, accounts, inbox })
  return (
    <Card component="section" aria-labelledby="needs-me">
      <Title order={2} size="h3" id="needs-me" mb="sm">
        {t('needs.title')}
      </Title>
      {needs.length === 0 ? (
        <Group gap="sm">
          <ThemeIcon variant="light" color="teal" radius="xl">
            <IconCircleCheck size={18} aria-hidden />
          </ThemeIcon>
          <Text c="dimmed">{t('needs.none')}</Text>
        </Group>
      ) : (
        <Stack gap={4}>
          {needs.map((need) => (
            <NeedRow key={need.kind} need={need} />
          ))}
        </Stack>
      )}
    </Card>
  )
}

function NeedRow({ need }: { need: Need }) {
  const { t } = useTranslation('home')
  const Glyph = need.urgent ? IconAlertTriangle : IconClock
  return (
    <UnstyledButton
      className={classes.row}
      renderRoot={(props) => <Link to={need.to} search={need.search as never} {...props} />}
    >
      <ThemeIcon variant="light" color={need.urgent ? 'red' : 'brand'} radius="xl">
        <Glyph size={17} aria-hidden />
      </ThemeIcon>
      <Text size="sm" flex={1}>
        {t(`needs.${need.kind}`, { count: need.count })}
      </Text>
      <Badge variant="light" color={need.urgent ? 'red' : 'brand'}>
        {need.count}
      </Badge>
      <IconChevronRight size={16} aria-hidden />
    </UnstyledButton>
  )
}
