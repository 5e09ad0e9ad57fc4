import { Anchor, Card, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Community } from '../shared/types'
import classes from './Steps.module.css'

interface StepsProps {
  community: Community
  hasMembers: boolean
  hasHelper: boolean
  hasPosts: boolean
}

/** What makes the community whole, what of it is done, and where to do the rest. */
export function Steps({ community, hasMembers, hasHelper, hasPosts }: StepsProps) {
  const { t } = useTranslation('exchange')
  const steps = [
    { name: 'members', to: '/community/members', done: hasMembers },
    { name: 'chat', to: '/community/settings', done: community.chat_link !== null },
    { name: 'helper', to: '/community/helpers', done: hasHelper },
    { name: 'posts', to: '/community/imports', done: hasPosts },
    { name: 'rules', to: '/community/settings', done: community.rules.length > 0 },
  ]
  return (
    <Card>
      <Title order={3} mb="sm">
        {t('steps.title', { done: steps.filter(({ done }) => done).length, count: steps.length })}
      </Title>
      <Stack gap="sm" component="ol" className={classes.list}>
        {steps.map(({ name, to, done }, place) => (
          <li key={name} className={classes.step}>
            <ThemeIcon size={26} radius="xl" variant={done ? 'light' : 'default'} color={done ? 'teal' : 'gray'}>
              {done ? <IconCheck size={16} aria-label={t('steps.done')} /> : <Text size="xs">{place + 1}</Text>}
            </ThemeIcon>
            <div>
              <Anchor size="sm" fw={600} c="inherit" renderRoot={(props) => <Link to={to} {...props} />}>
                {t(`steps.${name}`)}
              </Anchor>
              {!done && (
                <Text size="sm" c="dimmed">
                  {t(`steps.${name}Text`)}
                </Text>
              )}
            </div>
          </li>
        ))}
      </Stack>
    </Card>
  )
}
