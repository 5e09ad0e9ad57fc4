import { Modal, SimpleGrid, Tabs } from '@mantine/core'
import { IconAt, IconFileZip, IconKey } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { told } from '~/ui/toasts'
import { ExportDrop } from './ExportDrop'
import { ExportSteps } from './ExportSteps'
import { NameForm } from './NameForm'
import { SessionForm } from './SessionForm'

export type Adding = 'export' | 'session' | 'name'

interface AddModalProps {
  way: Adding | undefined
  /** Into this profile; else the file or the session tells whose it is. */
  profileId?: string
  onWay: (way: Adding | undefined) => void
  onProfile?: (profileId: string) => void
}

/** How an audience comes in: by Instagram's own file, by a session, or just a name for now. */
export function AddModal({ way, profileId, onWay, onProfile }: AddModalProps) {
  const { t } = useTranslation('audience')
  const close = () => onWay(undefined)
  return (
    <Modal opened={way !== undefined} onClose={close} title={t(profileId ? 'add.snapshot' : 'add.title')} size="xl">
      <Tabs value={way ?? 'export'} onChange={(value) => onWay(value as Adding)} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="export" leftSection={<IconFileZip size={16} aria-hidden />}>
            {t('add.export')}
          </Tabs.Tab>
          <Tabs.Tab value="session" leftSection={<IconKey size={16} aria-hidden />}>
            {t('add.session')}
          </Tabs.Tab>
          {!profileId && (
            <Tabs.Tab value="name" leftSection={<IconAt size={16} aria-hidden />}>
              {t('add.name')}
            </Tabs.Tab>
          )}
        </Tabs.List>
        <Tabs.Panel value="export">
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
            <ExportSteps />
            <ExportDrop
              {...(profileId && { profileId })}
              onTaken={() => {
                told(t('drop.taken'))
                close()
              }}
            />
          </SimpleGrid>
        </Tabs.Panel>
        <Tabs.Panel value="session">
          <SessionForm
            onBegun={() => {
              told(t('session.begun'))
              close()
            }}
          />
        </Tabs.Panel>
        {!profileId && (
          <Tabs.Panel value="name">
            <NameForm onMade={({ id }) => onProfile?.(id)} />
          </Tabs.Panel>
        )}
      </Tabs>
    </Modal>
  )
}
