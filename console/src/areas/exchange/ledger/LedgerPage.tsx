import { Button, Card, Group, Progress, Table, Text, Tooltip } from '@mantine/core'
import { IconBook2, IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query, type Schema } from '~/api/client'
import { download } from '~/api/files'
import { Empty } from '~/ui/Empty'
import { counted } from '~/ui/numbers'
import { failed } from '~/ui/toasts'
import { MemberBadge } from '../members/MemberBadge'
import { Refused, Waiting } from '../shared/Listed'
import { Section } from '../shared/Section'
import { shifted } from '../shared/weeks'
import { Spark } from './Spark'

/** Who gives and who receives, by member, over some weeks. */
export function LedgerPage() {
  const { t } = useTranslation('exchange')
  const navigate = useNavigate()
  const { from, to } = useSearch({ from: '/app/community/ledger' })
  const { data, error, refetch } = query.useQuery('get', '/api/v1/exchange/ledger', {
    params: { query: { first_week: from, last_week: to } },
  })
  const move = (by: number) =>
    data &&
    void navigate({
      to: '/community/ledger',
      search: { from: shifted(data.first_week, by), to: shifted(data.last_week, by) },
    })
  const csv = `/api/v1/exchange/ledger.csv${data ? `?first_week=${data.first_week}&last_week=${data.last_week}` : ''}`
  return (
    <Section
      title={t('ledger.title')}
      lead={t('ledger.lead')}
      actions={
        <>
          <Button.Group>
            <Tooltip label={t('ledger.before')}>
              <Button variant="default" px="xs" aria-label={t('ledger.before')} onClick={() => move(-4)}>
                <IconChevronLeft size={18} aria-hidden />
              </Button>
            </Tooltip>
            <Button variant="default" onClick={() => void navigate({ to: '/community/ledger', search: {} })}>
              {data ? `${data.first_week} – ${data.last_week}` : t('ledger.recent')}
            </Button>
            <Tooltip label={t('ledger.after')}>
              <Button variant="default" px="xs" aria-label={t('ledger.after')} disabled={!to} onClick={() => move(4)}>
                <IconChevronRight size={18} aria-hidden />
              </Button>
            </Tooltip>
          </Button.Group>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => void download(csv, 'ledger.csv').catch(failed)}
          >
            CSV
          </Button>
        </>
      }
    >
      {data ? (
        data.members.length === 0 ? (
          <Empty icon={IconBook2} title={t('ledger.none')} text={t('ledger.noneText')} />
        ) : (
          <LedgerTable members={data.members} />
        )
      ) : error ? (
        <Refused error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting />
      )}
    </Section>
  )
}

function LedgerTable({ members }: { members: Schema<'LedgerMember'>[] }) {
  const { t } = useTranslation('exchange')
  return (
    <Card padding={0}>
      <Table.ScrollContainer minWidth={680} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('board.member')}</Table.Th>
              <Table.Th ta="right">{t('ledger.uploads')}</Table.Th>
              <Table.Th>{t('ledger.balance')}</Table.Th>
              <Table.Th ta="right">{t('ledger.missing')}</Table.Th>
              <Table.Th ta="right">{t('ledger.unknown')}</Table.Th>
              <Table.Th>{t('ledger.weeks')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {members.map((member) => (
              <Table.Tr key={member.member_id}>
                <Table.Td>
                  <Group gap="xs" wrap="nowrap">
                    <Text size="sm" fw={600}>
                      @{member.username}
                    </Text>
                    {member.status !== 'active' && <MemberBadge status={member.status} />}
                  </Group>
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {counted(member.uploads)}
                </Table.Td>
                <Table.Td>
                  <Balance given={member.given} received={member.received} />
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {counted(member.missing)}
                </Table.Td>
                <Table.Td ta="right" className="tabular" c="dimmed">
                  {counted(member.unknown)}
                </Table.Td>
                <Table.Td>
                  <Spark weeks={member.weeks} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  )
}

/** Given against received, as one bar. */
function Balance({ given, received }: { given: number; received: number }) {
  const { t } = useTranslation('exchange')
  const whole = given + received
  return (
    <div>
      <Text size="xs" className="tabular" mb={3}>
        {t('ledger.given', { count: given })} · {t('ledger.received', { count: received })}
      </Text>
      <Progress.Root size="sm" w={140} aria-hidden>
        <Progress.Section value={whole ? (100 * given) / whole : 0} color="brand" />
        <Progress.Section value={whole ? (100 * received) / whole : 0} color="gray.5" />
      </Progress.Root>
    </div>
  )
}
