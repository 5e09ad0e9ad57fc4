import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import i18next from 'i18next'

/** The secret of a rule's webhook; the API shows it this once. */
export function showSecret(secret: string): void {
  const t = i18next.getFixedT(null, 'inbox')
  modals.open({
    title: t('rule.secret'),
    children: (
      <Stack>
        <Text size="sm">{t('rule.secretHint')}</Text>
        <Code block>{secret}</Code>
        <Group justify="flex-end">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button onClick={copy}>{t(copied ? 'common:action.copied' : 'common:action.copy')}</Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    ),
  })
}
