import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import i18next from 'i18next'

/** Asks before something that cannot be taken back. True once the person has said yes. */
export function confirmed(title: string, text: string, yes?: string): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children: <Text size="sm">{text}</Text>,
      labels: { confirm: yes ?? i18next.t('action.confirm'), cancel: i18next.t('action.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => resolve(true),
      onCancel: () => resolve(false),
      onClose: () => resolve(false),
    })
  })
}
