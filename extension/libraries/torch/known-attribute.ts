/** The attributes that instances of torch's classes have, recorded by record_attribute.py: one that is not modelled may be anything. */
import { addKnownAttributes } from '../../interpreter/replaced';

const names: Readonly<Record<string, string>> = {
  Module: `T_destination _apply _backward_hooks _backward_pre_hooks _buffers _call_impl _compiled_call_impl _forward_hooks _forward_hooks_always_called
    _forward_hooks_with_kwargs _forward_pre_hooks _forward_pre_hooks_with_kwargs _get_backward_hooks _get_backward_pre_hooks _get_name
    _is_full_backward_hook _load_from_state_dict _load_state_dict_post_hooks _load_state_dict_pre_hooks _maybe_warn_non_full_backward_hook _modules
    _named_members _non_persistent_buffers_set _parameters _register_load_state_dict_pre_hook _register_state_dict_hook _replicate_for_data_parallel
    _save_to_state_dict _slow_forward _state_dict_hooks _state_dict_pre_hooks _version _wrapped_call_impl add_module apply bfloat16 buffers
    call_super_init children compile cpu cuda double dump_patches eval extra_repr float forward get_buffer get_extra_state get_parameter get_submodule
    half ipu load_state_dict modules mtia named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer
    register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook register_load_state_dict_post_hook
    register_load_state_dict_pre_hook register_module register_parameter register_state_dict_post_hook register_state_dict_pre_hook requires_grad_
    set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad`,
  Conv1d: `_conv_forward _reversed_padding_repeated_twice bias dilation groups in_channels kernel_size out_channels output_padding padding padding_mode
    reset_parameters stride transposed weight`,
  Conv2d: `_conv_forward _reversed_padding_repeated_twice bias dilation groups in_channels kernel_size out_channels output_padding padding padding_mode
    reset_parameters stride transposed weight`,
  Conv3d: `_conv_forward _reversed_padding_repeated_twice bias dilation groups in_channels kernel_size out_channels output_padding padding padding_mode
    reset_parameters stride transposed weight`,
  ConvTranspose1d: `_conv_forward _output_padding _reversed_padding_repeated_twice bias dilation groups in_channels kernel_size out_channels output_padding padding
    padding_mode reset_parameters stride transposed weight`,
  ConvTranspose2d: `_conv_forward _output_padding _reversed_padding_repeated_twice bias dilation groups in_channels kernel_size out_channels output_padding padding
    padding_mode reset_parameters stride transposed weight`,
  ConvTranspose3d: `_conv_forward _output_padding _reversed_padding_repeated_twice bias dilation groups in_channels kernel_size out_channels output_padding padding
    padding_mode reset_parameters stride transposed weight`,
  Linear: `bias in_features out_features reset_parameters weight`,
  Bilinear: `bias in1_features in2_features out_features reset_parameters weight`,
  Embedding: `_fill_padding_idx_with_zero embedding_dim from_pretrained max_norm norm_type num_embeddings padding_idx reset_parameters scale_grad_by_freq sparse
    weight`,
  EmbeddingBag: `_fill_padding_idx_with_zero embedding_dim from_pretrained include_last_offset max_norm mode norm_type num_embeddings padding_idx reset_parameters
    scale_grad_by_freq sparse weight`,
  BatchNorm1d: `_check_input_dim affine bias eps momentum num_batches_tracked num_features reset_parameters reset_running_stats running_mean running_var
    track_running_stats weight`,
  BatchNorm2d: `_check_input_dim affine bias eps momentum num_batches_tracked num_features reset_parameters reset_running_stats running_mean running_var
    track_running_stats weight`,
  BatchNorm3d: `_check_input_dim affine bias eps momentum num_batches_tracked num_features reset_parameters reset_running_stats running_mean running_var
    track_running_stats weight`,
  SyncBatchNorm: `_check_input_dim _check_non_zero_input_channels affine bias convert_sync_batchnorm eps momentum num_batches_tracked num_features process_group
    reset_parameters reset_running_stats running_mean running_var track_running_stats weight`,
  InstanceNorm1d: `_apply_instance_norm _check_input_dim _get_no_batch_dim _handle_no_batch_input affine bias eps momentum num_batches_tracked num_features
    reset_parameters reset_running_stats running_mean running_var track_running_stats weight`,
  InstanceNorm2d: `_apply_instance_norm _check_input_dim _get_no_batch_dim _handle_no_batch_input affine bias eps momentum num_batches_tracked num_features
    reset_parameters reset_running_stats running_mean running_var track_running_stats weight`,
  InstanceNorm3d: `_apply_instance_norm _check_input_dim _get_no_batch_dim _handle_no_batch_input affine bias eps momentum num_batches_tracked num_features
    reset_parameters reset_running_stats running_mean running_var track_running_stats weight`,
  LayerNorm: `bias elementwise_affine eps normalized_shape reset_parameters weight`,
  GroupNorm: `affine bias eps num_channels num_groups reset_parameters weight`,
  RMSNorm: `elementwise_affine eps normalized_shape reset_parameters weight`,
  LocalResponseNorm: `alpha beta k size`,
  Dropout: `inplace p`,
  Dropout1d: `inplace p`,
  Dropout2d: `inplace p`,
  Dropout3d: `inplace p`,
  AlphaDropout: `inplace p`,
  MaxPool1d: `ceil_mode dilation kernel_size padding return_indices stride`,
  MaxPool2d: `ceil_mode dilation kernel_size padding return_indices stride`,
  MaxPool3d: `ceil_mode dilation kernel_size padding return_indices stride`,
  AvgPool1d: `ceil_mode count_include_pad kernel_size padding stride`,
  AvgPool2d: `ceil_mode count_include_pad divisor_override kernel_size padding stride`,
  AvgPool3d: `ceil_mode count_include_pad divisor_override kernel_size padding stride`,
  LPPool1d: `ceil_mode kernel_size norm_type stride`,
  LPPool2d: `ceil_mode kernel_size norm_type stride`,
  MaxUnpool2d: `kernel_size padding stride`,
  AdaptiveAvgPool1d: `output_size`,
  AdaptiveAvgPool2d: `output_size`,
  AdaptiveAvgPool3d: `output_size`,
  AdaptiveMaxPool1d: `output_size return_indices`,
  AdaptiveMaxPool2d: `output_size return_indices`,
  AdaptiveMaxPool3d: `output_size return_indices`,
  FractionalMaxPool2d: `_random_samples kernel_size output_ratio output_size return_indices`,
  LSTM: `_all_weights _flat_weight_refs _flat_weights _flat_weights_names _init_flat_weights _update_flat_weights _weights_have_changed all_weights batch_first
    bias bias_hh_l0 bias_ih_l0 bidirectional check_forward_args check_hidden_size check_input dropout flatten_parameters get_expected_cell_size
    get_expected_hidden_size hidden_size input_size mode num_layers permute_hidden proj_size reset_parameters weight_hh_l0 weight_ih_l0`,
  GRU: `_all_weights _flat_weight_refs _flat_weights _flat_weights_names _init_flat_weights _update_flat_weights _weights_have_changed all_weights batch_first
    bias bias_hh_l0 bias_ih_l0 bidirectional check_forward_args check_hidden_size check_input dropout flatten_parameters get_expected_hidden_size
    hidden_size input_size mode num_layers permute_hidden proj_size reset_parameters weight_hh_l0 weight_ih_l0`,
  RNN: `_all_weights _flat_weight_refs _flat_weights _flat_weights_names _init_flat_weights _update_flat_weights _weights_have_changed all_weights batch_first
    bias bias_hh_l0 bias_ih_l0 bidirectional check_forward_args check_hidden_size check_input dropout flatten_parameters get_expected_hidden_size
    hidden_size input_size mode nonlinearity num_layers permute_hidden proj_size reset_parameters weight_hh_l0 weight_ih_l0`,
  LSTMCell: `bias bias_hh bias_ih hidden_size input_size reset_parameters weight_hh weight_ih`,
  GRUCell: `bias bias_hh bias_ih hidden_size input_size reset_parameters weight_hh weight_ih`,
  RNNCell: `bias bias_hh bias_ih hidden_size input_size nonlinearity reset_parameters weight_hh weight_ih`,
  MultiheadAttention: `_qkv_same_embed_dim _reset_parameters add_zero_attn batch_first bias_k bias_v dropout embed_dim head_dim in_proj_bias in_proj_weight k_proj_weight
    kdim merge_masks num_heads out_proj q_proj_weight v_proj_weight vdim`,
  TransformerEncoderLayer: `_ff_block _sa_block activation activation_relu_or_gelu dropout dropout1 dropout2 linear1 linear2 norm1 norm2 norm_first self_attn`,
  TransformerDecoderLayer: `_ff_block _mha_block _sa_block activation dropout dropout1 dropout2 dropout3 linear1 linear2 multihead_attn norm1 norm2 norm3 norm_first self_attn`,
  TransformerEncoder: `enable_nested_tensor layers mask_check norm num_layers use_nested_tensor`,
  TransformerDecoder: `layers norm num_layers`,
  Transformer: `_reset_parameters batch_first d_model decoder encoder generate_square_subsequent_mask nhead`,
  ReLU: `inplace`,
  ReLU6: `inplace max_val min_val`,
  GELU: `approximate`,
  Softmax: `dim`,
  LogSoftmax: `dim`,
  PReLU: `init num_parameters reset_parameters weight`,
  LeakyReLU: `inplace negative_slope`,
  ELU: `alpha inplace`,
  CELU: `alpha inplace`,
  SELU: `inplace`,
  Hardtanh: `inplace max_val min_val`,
  Softplus: `beta threshold`,
  SiLU: `inplace`,
  Mish: `inplace`,
  Threshold: `inplace threshold value`,
  GLU: `dim`,
  RReLU: `inplace lower upper`,
  Hardshrink: `lambd`,
  Softshrink: `lambd`,
  Sequential: `_get_item_by_idx append extend insert pop`,
  ModuleList: `_get_abs_string_index append extend insert pop`,
  ModuleDict: `a clear items keys pop update values`,
  ParameterList: `_get_abs_string_index _size append extend`,
  ParameterDict: `_key_to_attr _keys a clear copy fromkeys get items keys pop popitem setdefault update values`,
  Flatten: `end_dim start_dim`,
  Unflatten: `_require_tuple_int dim unflattened_size`,
  Upsample: `align_corners mode name recompute_scale_factor scale_factor size`,
  PixelShuffle: `upscale_factor`,
  PixelUnshuffle: `downscale_factor`,
  ChannelShuffle: `groups`,
  Fold: `dilation kernel_size output_size padding stride`,
  Unfold: `dilation kernel_size padding stride`,
  ZeroPad1d: `padding value`,
  ZeroPad2d: `padding value`,
  ReflectionPad1d: `padding`,
  ReflectionPad2d: `padding`,
  ReplicationPad1d: `padding`,
  ReplicationPad2d: `padding`,
  ReplicationPad3d: `padding`,
  ConstantPad1d: `padding value`,
  ConstantPad2d: `padding value`,
  CircularPad2d: `_check_input_dim padding`,
  CrossEntropyLoss: `ignore_index label_smoothing reduction weight`,
  MSELoss: `reduction`,
  L1Loss: `reduction`,
  BCELoss: `reduction weight`,
  BCEWithLogitsLoss: `pos_weight reduction weight`,
  NLLLoss: `ignore_index reduction weight`,
  KLDivLoss: `log_target reduction`,
  CTCLoss: `blank reduction zero_infinity`,
  SmoothL1Loss: `beta reduction`,
  HuberLoss: `delta reduction`,
  TripletMarginLoss: `eps margin p reduction swap`,
  CosineEmbeddingLoss: `margin reduction`,
  MarginRankingLoss: `margin reduction`,
  GaussianNLLLoss: `eps full reduction`,
  PoissonNLLLoss: `eps full log_input reduction`,
  CosineSimilarity: `dim eps`,
  PairwiseDistance: `eps keepdim norm`,
  DataParallel: `_is_protocol device_ids gather module parallel_apply replicate scatter`,
  SGD: `OptimizerPostHook OptimizerPreHook _accelerator_graph_capture_health_check _cuda_graph_capture_health_check _group_tensors_by_device_and_dtype
    _init_group _optimizer_load_state_dict_post_hooks _optimizer_load_state_dict_pre_hooks _optimizer_state_dict_post_hooks
    _optimizer_state_dict_pre_hooks _optimizer_step_code _optimizer_step_post_hooks _optimizer_step_pre_hooks _patch_step_function
    _process_value_according_to_param_policy _warned_capturable_if_run_uncaptured _zero_grad_profile_name add_param_group defaults load_state_dict
    param_groups profile_hook_step register_load_state_dict_post_hook register_load_state_dict_pre_hook register_state_dict_post_hook
    register_state_dict_pre_hook register_step_post_hook register_step_pre_hook state state_dict step zero_grad`,
  Adam: `OptimizerPostHook OptimizerPreHook _accelerator_graph_capture_health_check _cuda_graph_capture_health_check _group_tensors_by_device_and_dtype
    _init_group _optimizer_load_state_dict_post_hooks _optimizer_load_state_dict_pre_hooks _optimizer_state_dict_post_hooks
    _optimizer_state_dict_pre_hooks _optimizer_step_code _optimizer_step_post_hooks _optimizer_step_pre_hooks _patch_step_function
    _process_value_according_to_param_policy _warned_capturable_if_run_uncaptured _zero_grad_profile_name add_param_group defaults load_state_dict
    param_groups profile_hook_step register_load_state_dict_post_hook register_load_state_dict_pre_hook register_state_dict_post_hook
    register_state_dict_pre_hook register_step_post_hook register_step_pre_hook state state_dict step zero_grad`,
  AdamW: `OptimizerPostHook OptimizerPreHook _accelerator_graph_capture_health_check _cuda_graph_capture_health_check _group_tensors_by_device_and_dtype
    _init_group _optimizer_load_state_dict_post_hooks _optimizer_load_state_dict_pre_hooks _optimizer_state_dict_post_hooks
    _optimizer_state_dict_pre_hooks _optimizer_step_code _optimizer_step_post_hooks _optimizer_step_pre_hooks _patch_step_function
    _process_value_according_to_param_policy _warned_capturable_if_run_uncaptured _zero_grad_profile_name add_param_group defaults load_state_dict
    param_groups profile_hook_step register_load_state_dict_post_hook register_load_state_dict_pre_hook register_state_dict_post_hook
    register_state_dict_pre_hook register_step_post_hook register_step_pre_hook state state_dict step zero_grad`,
  RMSprop: `OptimizerPostHook OptimizerPreHook _accelerator_graph_capture_health_check _cuda_graph_capture_health_check _group_tensors_by_device_and_dtype
    _init_group _optimizer_load_state_dict_post_hooks _optimizer_load_state_dict_pre_hooks _optimizer_state_dict_post_hooks
    _optimizer_state_dict_pre_hooks _optimizer_step_code _optimizer_step_post_hooks _optimizer_step_pre_hooks _patch_step_function
    _process_value_according_to_param_policy _warned_capturable_if_run_uncaptured _zero_grad_profile_name add_param_group defaults load_state_dict
    param_groups profile_hook_step register_load_state_dict_post_hook register_load_state_dict_pre_hook register_state_dict_post_hook
    register_state_dict_pre_hook register_step_post_hook register_step_pre_hook state state_dict step zero_grad`,
  Adagrad: `OptimizerPostHook OptimizerPreHook _accelerator_graph_capture_health_check _cuda_graph_capture_health_check _group_tensors_by_device_and_dtype
    _init_group _optimizer_load_state_dict_post_hooks _optimizer_load_state_dict_pre_hooks _optimizer_state_dict_post_hooks
    _optimizer_state_dict_pre_hooks _optimizer_step_code _optimizer_step_post_hooks _optimizer_step_pre_hooks _patch_step_function
    _process_value_according_to_param_policy _warned_capturable_if_run_uncaptured _zero_grad_profile_name add_param_group defaults load_state_dict
    param_groups profile_hook_step register_load_state_dict_post_hook register_load_state_dict_pre_hook register_state_dict_post_hook
    register_state_dict_pre_hook register_step_post_hook register_step_pre_hook share_memory state state_dict step zero_grad`,
  LBFGS: `OptimizerPostHook OptimizerPreHook _accelerator_graph_capture_health_check _add_grad _clone_param _cuda_graph_capture_health_check
    _directional_evaluate _gather_flat_grad _group_tensors_by_device_and_dtype _numel _numel_cache _optimizer_load_state_dict_post_hooks
    _optimizer_load_state_dict_pre_hooks _optimizer_state_dict_post_hooks _optimizer_state_dict_pre_hooks _optimizer_step_code _optimizer_step_post_hooks
    _optimizer_step_pre_hooks _params _patch_step_function _process_value_according_to_param_policy _set_param _warned_capturable_if_run_uncaptured
    _zero_grad_profile_name add_param_group defaults load_state_dict param_groups profile_hook_step register_load_state_dict_post_hook
    register_load_state_dict_pre_hook register_state_dict_post_hook register_state_dict_pre_hook register_step_post_hook register_step_pre_hook state
    state_dict step zero_grad`,
  _Scheduler: `T_0 T_cur T_i T_max T_mult _anneal_func _anneal_func_type _annealing_cos _annealing_linear _exp_range_scale_fn _get_closed_form_lr
    _get_lr_called_within_step _init_is_better _init_scale_fn _initial_step _is_better _is_initial _last_lr _milestones _reduce_lr _reset _scale_fn_custom
    _scale_fn_ref _schedule_phases _schedulers _step_count _triangular2_scale_fn _triangular_scale_fn _update_lr base_lrs base_momentums best cooldown
    cooldown_counter cycle_momentum default_min_lr end_factor eps eta_min factor gamma get_last_lr get_lr in_cooldown last_epoch load_state_dict
    lr_lambdas max_lrs max_momentums milestones min_lrs mode mode_worse num_bad_epochs optimizer patience recursive_undo scale_fn scale_mode start_factor
    state_dict step step_ratio step_size threshold threshold_mode total_iters total_size total_steps use_beta1`,
  DataLoader: `_DataLoader__initialized _DataLoader__multiprocessing_context _IterableDataset_len_called _auto_collation _dataset_kind _get_iterator _index_sampler
    _is_protocol _iterator batch_sampler batch_size check_worker_number_rationality collate_fn dataset drop_last generator in_order
    multiprocessing_context num_workers persistent_workers pin_memory pin_memory_device prefetch_factor sampler timeout worker_init_fn`,
  TensorDataset: `_is_protocol tensors`,
  Subset: `_is_protocol dataset indices`,
  ConcatDataset: `_is_protocol cummulative_sizes cumsum cumulative_sizes datasets`,
  RandomSampler: `_is_protocol _num_samples data_source generator num_samples replacement`,
  device: `index type`,
  dtype: `abbr is_complex is_floating_point is_signed itemsize to_complex to_real`,
  Generator: `_cdata clone_state device get_offset get_state graphsafe_get_state graphsafe_set_state initial_seed manual_seed seed set_offset set_state`,
  GradScaler: `_backoff_factor _check_inf_per_device _check_scale_growth_tracker _device _enabled _found_inf_per_device _get_growth_tracker _get_scale_async
    _growth_factor _growth_interval _growth_tracker _init_growth_tracker _init_scale _lazy_init_scale_growth_tracker _maybe_opt_step _per_optimizer_states
    _scale _unscale_grads_ get_backoff_factor get_growth_factor get_growth_interval get_scale is_enabled load_state_dict scale set_backoff_factor
    set_growth_factor set_growth_interval state_dict step unscale_ update`,
  PackedSequence: `_asdict _field_defaults _fields _make _replace batch_sizes byte char count cpu cuda data double float half index int is_cuda is_pinned long pin_memory
    short sorted_indices to unsorted_indices`,
  Normal: `_batch_shape _event_shape _extended_shape _get_checked_instance _log_normalizer _mean_carrier_measure _natural_params _validate_args _validate_sample
    arg_constraints batch_shape cdf entropy enumerate_support event_shape expand has_enumerate_support has_rsample icdf loc log_prob mean mode perplexity
    rsample sample sample_n scale set_default_validate_args stddev support variance`,
  Categorical: `_batch_shape _event_shape _extended_shape _get_checked_instance _new _num_events _param _validate_args _validate_sample arg_constraints batch_shape
    cdf entropy enumerate_support event_shape expand has_enumerate_support has_rsample icdf log_prob logits mean mode param_shape perplexity probs rsample
    sample sample_n set_default_validate_args stddev support variance`,
  Bernoulli: `_batch_shape _event_shape _extended_shape _get_checked_instance _log_normalizer _mean_carrier_measure _natural_params _new _param _validate_args
    _validate_sample arg_constraints batch_shape cdf entropy enumerate_support event_shape expand has_enumerate_support has_rsample icdf log_prob logits
    mean mode param_shape perplexity probs rsample sample sample_n set_default_validate_args stddev support variance`,
  Uniform: `_batch_shape _event_shape _extended_shape _get_checked_instance _validate_args _validate_sample arg_constraints batch_shape cdf entropy
    enumerate_support event_shape expand has_enumerate_support has_rsample high icdf log_prob low mean mode perplexity rsample sample sample_n
    set_default_validate_args stddev support variance`,
  Beta: `_batch_shape _dirichlet _event_shape _extended_shape _get_checked_instance _log_normalizer _mean_carrier_measure _natural_params _validate_args
    _validate_sample arg_constraints batch_shape cdf concentration0 concentration1 entropy enumerate_support event_shape expand has_enumerate_support
    has_rsample icdf log_prob mean mode perplexity rsample sample sample_n set_default_validate_args stddev support variance`,
  MultivariateNormal: `_batch_shape _event_shape _extended_shape _get_checked_instance _unbroadcasted_scale_tril _validate_args _validate_sample arg_constraints batch_shape
    cdf covariance_matrix entropy enumerate_support event_shape expand has_enumerate_support has_rsample icdf loc log_prob mean mode perplexity
    precision_matrix rsample sample sample_n scale_tril set_default_validate_args stddev support variance`,
  Independent: `_batch_shape _event_shape _extended_shape _get_checked_instance _is_protocol _validate_args _validate_sample arg_constraints base_dist batch_shape cdf
    entropy enumerate_support event_shape expand has_enumerate_support has_rsample icdf log_prob mean mode perplexity reinterpreted_batch_ndims rsample
    sample sample_n set_default_validate_args stddev support variance`,
  OneHotCategorical: `_batch_shape _categorical _event_shape _extended_shape _get_checked_instance _new _param _validate_args _validate_sample arg_constraints batch_shape
    cdf entropy enumerate_support event_shape expand has_enumerate_support has_rsample icdf log_prob logits mean mode param_shape perplexity probs rsample
    sample sample_n set_default_validate_args stddev support variance`,
  Gamma: `_batch_shape _event_shape _extended_shape _get_checked_instance _log_normalizer _mean_carrier_measure _natural_params _validate_args _validate_sample
    arg_constraints batch_shape cdf concentration entropy enumerate_support event_shape expand has_enumerate_support has_rsample icdf log_prob mean mode
    perplexity rate rsample sample sample_n set_default_validate_args stddev support variance`,
  Laplace: `_batch_shape _event_shape _extended_shape _get_checked_instance _validate_args _validate_sample arg_constraints batch_shape cdf entropy
    enumerate_support event_shape expand has_enumerate_support has_rsample icdf loc log_prob mean mode perplexity rsample sample sample_n scale
    set_default_validate_args stddev support variance`,
};

addKnownAttributes(names);
