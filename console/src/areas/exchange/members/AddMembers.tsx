import { Modal, Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AddLines } from './AddLines'
import { AddOne } from './AddOne'

/** One person, or a whole list. */
export function AddMembers({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('exchange')
  return (
    <Modal opened={opened} onClose={onClose} title={t('members.add')} size="lg">
      <Tabs defaultValue="one" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="one">{t('members.one')}</Tabs.Tab>
          <Tabs.Tab value="many">{t('members.many')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="one">
          <AddOne onDone={onClose} />
        </Tabs.Panel>
        <Tabs.Panel value="many">
          <AddLines onDone={onClose} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  )
}
