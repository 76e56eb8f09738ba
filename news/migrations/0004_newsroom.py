"""The newsroom: review, second looks, merging, checks of translations, audit, former addresses, preview links, working copies."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0003_search_text'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='articleversion',
            options={'ordering': ['article', 'language', '-number'], 'permissions': [('review_articleversion', 'Can write in the drafts of others, return them and look at what was published')], 'verbose_name': 'version', 'verbose_name_plural': 'versions'},
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('done_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('done_by', models.CharField(max_length=150, verbose_name='who')),
                ('act', models.CharField(max_length=24, verbose_name='act')),
                ('kind', models.CharField(max_length=24, verbose_name='of what')),
                ('key', models.CharField(max_length=160, verbose_name='key')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='title')),
                ('old', models.JSONField(blank=True, default=dict, verbose_name='before')),
                ('new', models.JSONField(blank=True, default=dict, verbose_name='after')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
            ],
            options={
                'verbose_name': 'entry of the audit',
                'verbose_name_plural': 'audit',
                'ordering': ['-done_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('key', models.CharField(max_length=120, verbose_name='former key')),
                ('target_key', models.CharField(max_length=120, verbose_name='present key')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
            ],
            options={
                'verbose_name': 'former address',
                'verbose_name_plural': 'former addresses',
                'ordering': ['kind', 'key'],
            },
        ),
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('for_whom', models.CharField(blank=True, help_text='A note for the desk: who gets the link.', max_length=120, verbose_name='for whom')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made at')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='taken back at')),
            ],
            options={
                'verbose_name': 'preview link',
                'verbose_name_plural': 'preview links',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='TranslationCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='checked at')),
            ],
            options={
                'verbose_name': 'check of a translation',
                'verbose_name_plural': 'checks of translations',
                'ordering': ['version', '-checked_at'],
            },
        ),
        migrations.CreateModel(
            name='WorkingCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('base', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('fields', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('kept_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'working copy',
                'verbose_name_plural': 'working copies',
                'ordering': ['version', '-seen_at'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='articleversion',
            name='version_act_known',
        ),
        migrations.AddField(
            model_name='article',
            name='merged_into',
            field=models.ForeignKey(blank=True, help_text="Readers of this article's address are led there.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='news.article', verbose_name='merged into'),
        ),
        migrations.AddField(
            model_name='articleversion',
            name='changed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last kept at'),
        ),
        migrations.AddField(
            model_name='articleversion',
            name='changed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='last kept by'),
        ),
        migrations.AddField(
            model_name='articleversion',
            name='own_text_reason',
            field=models.TextField(blank=True, editable=False, help_text='Flagged on the desk until somebody else has looked.', verbose_name='why its author published it'),
        ),
        migrations.AddField(
            model_name='articleversion',
            name='return_comment',
            field=models.TextField(blank=True, editable=False, verbose_name='why it was returned'),
        ),
        migrations.AddField(
            model_name='articleversion',
            name='second_look_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='looked at by another at'),
        ),
        migrations.AddField(
            model_name='articleversion',
            name='second_look_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='looked at by'),
        ),
        migrations.AddField(
            model_name='articleversion',
            name='submitted_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sent for review at'),
        ),
        migrations.AddField(
            model_name='articleversion',
            name='submitted_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent for review by'),
        ),
        migrations.AddField(
            model_name='figure',
            name='review_by',
            field=models.DateField(blank=True, help_text='The day by which somebody should look for a newer value. Empty if it does not age.', null=True, verbose_name='look again by'),
        ),
        migrations.AddField(
            model_name='image',
            name='focal_x',
            field=models.PositiveSmallIntegerField(default=50, help_text='In per cent. What must stay in view when the picture is cropped.', verbose_name='focal point, from the left'),
        ),
        migrations.AddField(
            model_name='image',
            name='focal_y',
            field=models.PositiveSmallIntegerField(default=50, help_text='In per cent.', verbose_name='focal point, from the top'),
        ),
        migrations.AddField(
            model_name='image',
            name='sha256',
            field=models.CharField(blank=True, db_index=True, editable=False, help_text='Of the stored file; names its renditions.', max_length=64),
        ),
        migrations.AddField(
            model_name='source',
            name='review_by',
            field=models.DateField(blank=True, help_text='The day by which somebody should see whether it still says so. Empty if it does not age.', null=True, verbose_name='look again by'),
        ),
        migrations.AlterField(
            model_name='articleversion',
            name='act',
            field=models.CharField(choices=[('first', 'First publication'), ('minor', 'Minor update'), ('update', 'Update'), ('correction', 'Correction'), ('clarification', 'Clarification'), ('translation', 'Translation')], default='first', max_length=13, verbose_name='this version is'),
        ),
        migrations.AlterField(
            model_name='articleversion',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by'),
        ),
        migrations.AlterField(
            model_name='articleversion',
            name='published_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
        ),
        migrations.AddIndex(
            model_name='articleversion',
            index=models.Index(condition=models.Q(('live_from__isnull', True)), fields=['-changed_at'], name='version_drafts'),
        ),
        migrations.AddIndex(
            model_name='articleversion',
            index=models.Index(condition=models.Q(('live_from__isnull', True), ('submitted_at__isnull', False)), fields=['submitted_at'], name='version_in_review'),
        ),
        migrations.AddIndex(
            model_name='articleversion',
            index=models.Index(condition=models.Q(('second_look_at__isnull', True), models.Q(('own_text_reason', ''), _negated=True)), fields=['live_from'], name='version_own_text_unseen'),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(condition=models.Q(('review_by__isnull', False)), fields=['review_by'], name='figure_by_review'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(condition=models.Q(('review_by__isnull', False)), fields=['review_by'], name='source_by_review'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(models.Q(('merged_into', models.F('id')), _negated=True), ('removed_at__isnull', True), ('withdrawn_at__isnull', True)), _connector='OR'), name='article_merged_into_another'),
        ),
        migrations.AddConstraint(
            model_name='articleversion',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['first', 'minor', 'update', 'correction', 'clarification', 'translation'])), name='version_act_known'),
        ),
        migrations.AddConstraint(
            model_name='articleversion',
            constraint=models.CheckConstraint(condition=models.Q(('second_look_at__isnull', True), models.Q(('own_text_reason', ''), _negated=True), _connector='OR'), name='version_second_look_at_own_text'),
        ),
        migrations.AddConstraint(
            model_name='image',
            constraint=models.CheckConstraint(condition=models.Q(('focal_x__range', (0, 100)), ('focal_y__range', (0, 100))), name='image_focal_point_inside'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['kind', 'key', '-done_at'], name='audit_of_a_thing'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['-done_at'], name='audit_by_date'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['done_by', '-done_at'], name='audit_of_an_account'),
        ),
        migrations.AddConstraint(
            model_name='auditentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by', ''), _negated=True), models.Q(('act', ''), _negated=True), models.Q(('kind', ''), _negated=True), models.Q(('key', ''), _negated=True)), name='audit_says_who_and_what'),
        ),
        migrations.AddIndex(
            model_name='formeraddress',
            index=models.Index(fields=['kind', 'target_key'], name='former_address_by_target'),
        ),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=models.UniqueConstraint(fields=('kind', 'key'), name='former_address_once'),
        ),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', ''), _negated=True), models.Q(('key', ''), _negated=True), models.Q(('target_key', ''), _negated=True), models.Q(('key', models.F('target_key')), _negated=True)), name='former_address_leads_elsewhere'),
        ),
        migrations.AddField(
            model_name='previewlink',
            name='created_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='previewlink',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preview_links', to='news.articleversion'),
        ),
        migrations.AddField(
            model_name='translationcheck',
            name='checked_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by'),
        ),
        migrations.AddField(
            model_name='translationcheck',
            name='original',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='news.articleversion', verbose_name='version of the original'),
        ),
        migrations.AddField(
            model_name='translationcheck',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='news.articleversion', verbose_name='translation'),
        ),
        migrations.AddField(
            model_name='workingcopy',
            name='editor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='working_copies', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='workingcopy',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='working_copies', to='news.articleversion'),
        ),
        migrations.AddConstraint(
            model_name='previewlink',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='preview_link_expires_later'),
        ),
        migrations.AddConstraint(
            model_name='translationcheck',
            constraint=models.UniqueConstraint(fields=('version', 'original'), name='translation_checked_once'),
        ),
        migrations.AddConstraint(
            model_name='translationcheck',
            constraint=models.CheckConstraint(condition=models.Q(('version', models.F('original')), _negated=True), name='translation_is_no_original'),
        ),
        migrations.AddConstraint(
            model_name='workingcopy',
            constraint=models.UniqueConstraint(fields=('version', 'editor'), name='working_copy_one_an_editor'),
        ),
    ]
