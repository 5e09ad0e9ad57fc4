import { Accordion, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'

/** Links of the chat that are no requests, each with its reason. */
export function LeftOut({ lines }: { lines: Schema<'LeftOutLine'>[] }) {
  const { t } = useTranslation('exchange')
  return (
    <Accordion variant="contained" radius="lg">
      <Accordion.Item value="left-out">
        <Accordion.Control>{t('import.leftOut', { count: lines.length })}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="xs">
            {lines.map((line) => (
              <div key={`${line.line} ${line.link}`}>
                <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                  {t('import.line')} {line.line} · {line.nickname} · {line.link}
                </Text>
                <Text size="xs" c="dimmed">
                  {line.why}
                </Text>
              </div>
            ))}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}
