import { Avatar, Badge, Card, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { compact } from '~/ui/numbers'
import classes from './Home.module.css'

type Account = Schema<'AccountRead'>

/** Each account with how it is: fine, paused, slowed down by Instagram, or cut off. */
export function AccountHealth({ accounts }: { accounts: Account[] }) {
  const { t } = useTranslation('home')
  return (
    <Card component="section" aria-labelledby="accounts">
      <Title order={2} size="h3" id="accounts" mb="sm">
        {t('health.title')}
      </Title>
      <Stack gap={4}>
        {accounts.map((account) => (
          <UnstyledButton
            key={account.id}
            className={classes.row}
            renderRoot={(props) => <Link to="/settings/accounts" search={{}} {...props} />}
          >
            <Avatar src={account.profile_picture_url} name={account.username} color="brand" radius="xl" alt="" />
            <div style={{ flex: 1, minWidth: 0 }}>
              <Text size="sm" fw={600} truncate>
                @{account.username}
              </Text>
              <Text size="xs" c="dimmed">
                {t('health.followers', { number: compact(account.followers_count) })}
              </Text>
            </div>
            <Health account={account} />
          </UnstyledButton>
        ))}
      </Stack>
    </Card>
  )
}

function Health({ account }: { account: Account }) {
  const { t } = useTranslation('home')
  const [word, colour] =
    account.status === 'needs_reauth'
      ? ['cut', 'red']
      : account.paused
        ? ['paused', 'gray']
        : account.throttled_until
          ? ['slowed', 'orange']
          : ['fine', 'teal']
  return (
    <Badge color={colour} variant="light">
      {t(`health.${word}`)}
    </Badge>
  )
}
