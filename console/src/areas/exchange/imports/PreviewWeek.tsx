import { Anchor, Badge, Card, Checkbox, Group, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { currentLanguage } from '~/i18n'
import { exactly } from '~/ui/When'
import { daysOf } from '../shared/weeks'
import { FateBadge } from './FateBadge'

/** One week that is in the chat: whether to take it, and what becomes of each of its lines. */
export function PreviewWeek({ week }: { week: Schema<'WeekPreview'> }) {
  const { t } = useTranslation('exchange')
  return (
    <Card padding={0}>
      <Group p="sm" justify="space-between">
        <Checkbox
          value={week.week}
          label={
            <Text span size="sm">
              <b>{week.week}</b> · {daysOf(week.week, currentLanguage())}
            </Text>
          }
        />
        <Group gap={6}>
          {Object.entries(week.counts).map(
            ([fate, count]) =>
              count > 0 && (
                <Badge key={fate} variant="default">
                  {t(`fate.${fate}`)} {count}
                </Badge>
              ),
          )}
        </Group>
      </Group>
      <Table.ScrollContainer minWidth={560} maxHeight={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table stickyHeader verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={60}>{t('import.line')}</Table.Th>
              <Table.Th>{t('import.who')}</Table.Th>
              <Table.Th>{t('import.post')}</Table.Th>
              <Table.Th>{t('import.fate')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {week.lines.map((line) => (
              <Table.Tr key={`${line.line} ${line.instagram_link}`}>
                <Table.Td className="tabular">{line.line}</Table.Td>
                <Table.Td>
                  <Text size="sm" fw={600}>
                    {line.nickname}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {line.username ? `@${line.username} · ` : ''}
                    {exactly(line.requested_at)}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Anchor size="sm" href={line.instagram_link} target="_blank" rel="noreferrer">
                    {line.instagram_link.replace('https://www.instagram.com', '')}
                  </Anchor>{' '}
                  <Text span size="xs" c="dimmed">
                    {line.counter}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <FateBadge fate={line.fate} />
                  {line.why && (
                    <Text size="xs" c="dimmed">
                      {line.why}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  )
}
