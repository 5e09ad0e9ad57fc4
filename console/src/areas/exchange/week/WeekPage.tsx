import { ActionIcon, Button, Group, Menu, SegmentedControl, Text, Tooltip } from '@mantine/core'
import {
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconFileImport,
  IconPlus,
  IconTableExport,
} from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { download } from '~/api/files'
import { currentLanguage } from '~/i18n'
import { failed } from '~/ui/toasts'
import { useCommunity, useMayManage } from '../shared/data'
import { Section } from '../shared/Section'
import { daysOf, mondayOf, shifted } from '../shared/weeks'
import { AddRequest } from './AddRequest'
import { RequestList } from './RequestList'
import { WeekBoard } from './WeekBoard'

/** One week of the community: what was asked for, who commented, and how that is known. */
export function WeekPage() {
  const { t } = useTranslation('exchange')
  const navigate = useNavigate()
  const mayManage = useMayManage()
  const search = useSearch({ from: '/app/community/week' })
  const { data: community } = useCommunity()
  const [adding, setAdding] = useState(false)
  const present = community?.week.name ?? ''
  const week = search.week && mondayOf(search.week) ? search.week : present
  const view = search.view ?? 'board'
  const go = (change: { week?: string; view?: 'requests' }) =>
    void navigate({ to: '/community/week', search: { week: search.week, view: search.view, ...change } })

  return (
    <Section
      title={week === present ? t('week.present') : t('week.title', { week })}
      lead={`${week} · ${daysOf(week, currentLanguage())} · ${community?.timezone ?? ''}`}
      actions={
        <>
          <Button.Group>
            <Tooltip label={t('week.before')}>
              <ActionIcon
                variant="default"
                size={36}
                aria-label={t('week.before')}
                onClick={() => go({ week: shifted(week, -1) })}
              >
                <IconChevronLeft size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Button variant="default" disabled={week === present} onClick={() => go({ week: undefined })}>
              {t('week.now')}
            </Button>
            <Tooltip label={t('week.after')}>
              <ActionIcon
                variant="default"
                size={36}
                aria-label={t('week.after')}
                disabled={week >= present}
                onClick={() => go({ week: shifted(week, 1) })}
              >
                <IconChevronRight size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Button.Group>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" leftSection={<IconTableExport size={16} aria-hidden />}>
                CSV
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconDownload size={16} aria-hidden />}
                onClick={() =>
                  void download(`/api/v1/exchange/weeks/${week}/board.csv`, `board-${week}.csv`).catch(failed)
                }
              >
                {t('week.boardCsv')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconDownload size={16} aria-hidden />}
                onClick={() =>
                  void download(`/api/v1/exchange/verifications.csv?week=${week}`, `evidence-${week}.csv`).catch(failed)
                }
              >
                {t('week.evidenceCsv')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          {mayManage && (
            <>
              <Button
                variant="default"
                leftSection={<IconFileImport size={16} aria-hidden />}
                renderRoot={(props) => <Link to="/community/imports" {...props} />}
              >
                {t('week.import')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => setAdding(true)}
              >
                {t('request.add')}
              </Button>
            </>
          )}
        </>
      }
    >
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t('week.view')}
          value={view}
          onChange={(value) => go({ view: value === 'requests' ? 'requests' : undefined })}
          data={[
            { value: 'board', label: t('week.board') },
            { value: 'requests', label: t('week.requests') },
          ]}
        />
        <Text size="sm" c="dimmed">
          {t('week.limit', { count: community?.requests_per_week ?? 0 })}
        </Text>
      </Group>
      {week &&
        (view === 'board' ? <WeekBoard week={week} isPresent={week === present} /> : <RequestList week={week} />)}
      {week && <AddRequest week={week} opened={adding} onClose={() => setAdding(false)} />}
    </Section>
  )
}
